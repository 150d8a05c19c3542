#!/usr/bin/env bash
# Times whole commands: `inspect` of a 600 MB file, the start of libtorch, and `clean` beside the plain PyTorch script.
# usage: benchmarks/whole.sh PYTHON SHARED INFECTED OUT.jsonl [PAIRS] [THREADS]
# INFECTED is mini-clip infected with sig (docs/results/known-trigger.sh makes it). Lines are appended, then the table printed.
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

"$tbar" inspect "$work/b32.safetensors" > /dev/null
for ((pair = 1; pair <= 3 * pairs; pair++)); do
  read -r seconds memory < <(measured "$tbar" inspect "$work/b32.safetensors")
  line ours "$pair" "inspect, 600 MB" seconds "$seconds" "$memory"
  read -r seconds memory < <(measured "$tbar" embed "$shared/models/mini-clip" --texts "$work/text" --threads "$threads" --out "$work/e$pair.safetensors")
  line ours "$pair" "embed one text (start of libtorch)" seconds "$seconds" "$memory"
done
data=$shared/data
for ((pair = 1; pair <= pairs; pair++)); do
  read -r seconds memory < <(measured "$tbar" clean "$infected" --images "$data/cifar10-train-000001.tar" \
    --test "$data/cifar10-test.tar" --classes "$data/cifar10-classes.txt" --templates cifar-18 --trigger sig \
    --target airplane --threads "$threads" --out "$work/clean" --force)
  line ours "$pair" "clean, mini-clip" seconds "$seconds" "$memory"
  read -r seconds memory < <(measured "$python" "$here/yardstick/clean.py" "$infected" "$data/cifar10-train-000001.tar" \
    "$data/cifar10-test.tar" "$data/cifar10-classes.txt" "$work/theirs" --threads "$threads")
  line theirs "$pair" "clean, mini-clip" seconds "$seconds" "$memory"
done
java -cp "$classes" io.tbar.benchmarks.Ratios "$out"
