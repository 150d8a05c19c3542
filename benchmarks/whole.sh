#!/usr/bin/env bash
# Times whole commands: `inspect` of a 600 MB file, the start of libtorch, and `clean` beside the plain PyTorch script.
# usage: benchmarks/whole.sh PYTHON SHARED INFECTED OUT.jsonl [PAIRS] [THREADS]
# INFECTED is mini-clip infected with sig (all.sh or docs/results/known-trigger.sh makes it). The table is printed at the end.
# Kill it and start it again: what OUT.jsonl has is not run again.
set -euo pipefail
python=$1 shared=$2 infected=$3 out=$4 pairs=${5:-5} threads=${6:-2}
here=$(cd "$(dirname "$0")" && pwd)
tbar=$here/../tbar
[ -n "${TBAR_CLASSES:-}" ] || (cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks,cli -am package)
classes=${TBAR_CLASSES:-$here/target/classes:$here/target/lib/*}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -cp "$classes" io.tbar.benchmarks.WriteB32 "$work/b32.safetensors"
echo a > "$work/text"

touch "$out"

there() { # side pair what
  grep -qF "{\"side\": \"$1\", \"pair\": $2, \"what\": \"$3\", \"dtype\": \"fp32\", \"threads\": $threads," "$out"
}
line() { # side pair what unit seconds megabytes
  printf '{"side": "%s", "pair": %s, "what": "%s", "dtype": "fp32", "threads": %s, "median": %s, "unit": "%s", "peak_rss_mb": %s}\n' \
    "$1" "$2" "$3" "$threads" "$5" "$4" "$6" | tee -a "$out"
}
# Wall seconds and peak resident megabytes of a command, as two words.
measured() {
  "$python" - "$@" <<'PY'
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(f"{time.perf_counter() - start:.3f}", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(code)
PY
}

timed() { # side pair what command...
  local side=$1 pair=$2 what=$3 seconds memory
  shift 3
  if there "$side" "$pair" "$what"; then return; fi
  read -r seconds memory < <(measured "$@")
  line "$side" "$pair" "$what" seconds "$seconds" "$memory"
}

"$tbar" inspect "$work/b32.safetensors" > /dev/null
for ((pair = 1; pair <= 3 * pairs; pair++)); do
  timed ours "$pair" "inspect, 600 MB" "$tbar" inspect "$work/b32.safetensors"
  timed ours "$pair" "embed one text (start of libtorch)" \
    "$tbar" embed "$shared/models/mini-clip" --texts "$work/text" --threads "$threads" --out "$work/e$pair.safetensors"
done
data=$shared/data
for ((pair = 1; pair <= pairs; pair++)); do
  timed ours "$pair" "clean, mini-clip" "$tbar" clean "$infected" --images "$data/cifar10-train-000001.tar" \
    --test "$data/cifar10-test.tar" --classes "$data/cifar10-classes.txt" --templates cifar-18 --trigger sig \
    --target airplane --threads "$threads" --out "$work/clean" --force
  timed theirs "$pair" "clean, mini-clip" "$python" "$here/yardstick/clean.py" "$infected" \
    "$data/cifar10-train-000001.tar" "$data/cifar10-test.tar" "$data/cifar10-classes.txt" "$work/theirs" --threads "$threads"
done
java -cp "$classes" io.tbar.benchmarks.Ratios "$out"
