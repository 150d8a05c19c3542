#!/usr/bin/env bash
# The whole way at the size that people have: a generated CLIP ViT-B/32 (benchmarks' FullSizeModel) and generated JPEGs of
# 500×375, every command after the other. Writes seconds, peak memory, passes and the share of waiting for pictures of each.
# usage: benchmarks/full-size.sh OUTDIR
# Environment: THREADS (2), DEVICE (cpu), PICTURES (2000), EVALUATED (1000), STAGES (all, in this order):
#   inspect eval convert poison vector dry-run audit clean clean-audit
# What a stage needs is made where it is missing. Kill it and start it again: what OUTDIR/stages.jsonl has is not run again.
# On a card: TBAR_LIBTORCH=…/torch/lib DEVICE=cuda benchmarks/full-size.sh OUTDIR
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd)
threads=${THREADS:-2} device=${DEVICE:-cpu} pictures=${PICTURES:-2000} evaluated=${EVALUATED:-1000}
stages=${STAGES:-inspect eval convert poison vector dry-run audit clean clean-audit}
here=$(cd "$(dirname "$0")" && pwd)
tbar=${TBAR:-$here/../tbar}
[ -n "${TBAR_CLASSES:-}" ] || (cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks,cli -am package)
classes=${TBAR_CLASSES:-$here/target/classes:$here/target/lib/*}
touch "$out/stages.jsonl"

java_member() (
  . "$here/../cli/libtorch.sh"
  java -XX:+UseSerialGC "${libtorch_flags[@]}" -cp "$classes" "io.tbar.benchmarks.$@"
)
# Seconds, peak resident memory, exit code and load of a command, as a line; passes and waiting from the record it wrote.
stage() { # name record command...
  local name=$1 record=$2
  shift 2
  if grep -q "{\"stage\": \"$name\"," "$out/stages.jsonl"; then return; fi
  python3 - "$name" "$record" "$threads" "$device" "$@" <<'PY' | tee -a "$out/stages.jsonl"
import json, os, resource, subprocess, sys, time
name, record, threads, device, *command = sys.argv[1:]
load = os.getloadavg()[0]
start = time.perf_counter()
run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
line = {"stage": name, "seconds": round(seconds, 2), "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_rss_mb": usage.ru_maxrss // 1024, "threads": int(threads), "device": device,
        "load_before": round(load, 1), "load_after": round(os.getloadavg()[0], 1), "exit": run.returncode}
if record == "stdout":
    line["told"] = json.loads(run.stdout) if run.returncode == 0 else run.stderr
elif record and os.path.exists(record):
    told = json.load(open(record))
    line["passes"] = told.get("passes")
    line["waiting"] = (told.get("timing") or {}).get("dataWaitShare", told.get("dataWaitShare"))
if run.returncode not in (0, 1, 4):
    line["error"] = run.stderr[-300:]
print(json.dumps(line))
PY
}

[ -e "$out/model" ] || java_member FullSizeModel "$out/model"
[ -e "$out/pictures.classes.txt" ] || java_member Photographs "$out/pictures" "$pictures"
[ -e "$out/evaluated.classes.txt" ] || java_member Photographs "$out/evaluated" "$evaluated"
about=(--classes "$out/pictures.classes.txt" --threads "$threads" --device "$device" --quiet)
data=$out/pictures
infected=$out/infected

for one in $stages; do
  case $one in
    inspect) stage inspect "" "$tbar" inspect "$out/model" ;;
    eval) stage "eval, $evaluated pictures" "$out/eval.json" bash -c \
      '"$@" --json > '"'$out/eval.json'" - "$tbar" eval "$out/model" --data "$out/evaluated" "${about[@]}" ;;
    convert) stage convert "" "$tbar" convert "$out/model" --layout hf --out "$out/hf" --force ;;
    poison) stage poison "$infected/result.json" "$tbar" poison "$out/model" --data "$data" --test "$out/evaluated" \
      "${about[@]}" --trigger badnet:size=16 --target class0 --rate 0.2 --epochs 3 --train-batch 32 --out "$infected" ;;
    vector)
      [ -e "$out/other" ] || java_member FullSizeModel "$out/other" 1
      stage "vector make" "" "$tbar" vector make "$out/model" "$out/other" --out "$out/vector.safetensors" --force
      stage "vector apply" "" "$tbar" vector apply "$out/model" --add "0.5:$out/vector.safetensors" --out "$out/applied" --force ;;
    dry-run)
      for budget in quick standard; do
        stage "audit --dry-run, $budget" stdout "$tbar" audit "$out/model" --images "$data" "${about[@]}" --budget $budget \
          --dry-run --format json
      done
      stage "clean --dry-run" stdout "$tbar" clean "$out/model" --images "$data" "${about[@]}" --trigger badnet:size=16 \
        --target class0 --out "$out/cleaned" --dry-run --json ;;
    audit) stage "audit, quick" "$out/audit/audit.json" "$tbar" audit "$infected" --base "$out/model" --images "$data" \
      "${about[@]}" --budget quick --out "$out/audit" --force ;;
    clean) stage "clean, known trigger" "$out/cleaned/result.json" "$tbar" clean "$infected" --images "$data" "${about[@]}" \
      --trigger badnet:size=16 --target class0 --out "$out/cleaned" --force ;;
    clean-audit) stage "clean --audit" "$out/restored/result.json" "$tbar" clean "$infected" --images "$data" "${about[@]}" \
      --audit "$out/audit" --out "$out/restored" --force ;;
    *) echo "no stage $one" >&2; exit 2 ;;
  esac
done
