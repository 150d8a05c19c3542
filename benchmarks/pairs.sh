#!/usr/bin/env bash
# Runs the project and the yardstick in turns (ours, theirs, ours, theirs, ...), keeps every line, prints the table.
# usage: benchmarks/pairs.sh PYTHON BENCH.py OUT.jsonl [PAIRS] [THREADS] [REPS] [MEMBER...]
# PYTHON has what BENCH.py's requirements name. Lines carry "side": "ours" or "theirs" and "pair".
# MEMBERs are those of BENCH.py, and gemm (ours alone: what the machine can do).
# DTYPES="fp32" leaves bf16 out.
# Kill it and start it again: what OUT.jsonl has is not run again.
set -euo pipefail
python=$1 yardstick=$2 out=$3 pairs=${4:-5} threads=${5:-1} reps=${6:-3}
shift $(($# < 6 ? $# : 6))
members=("$@")
[ $# -gt 0 ] || members=(gemm encode train decree apply search contrastive)
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${TBAR_CLASSES:-}" ] || (cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks -am package)
classes=${TBAR_CLASSES:-$here/target/classes:$here/target/lib/*}
# A prefix such as "taskset -c 0" or "chrt -f 10 taskset -c 0" keeps other work off the core.
prefix=(${TBAR_PREFIX:-env})
touch "$out"

ours() (
  . "$here/../cli/libtorch.sh"
  "${prefix[@]}" java -XX:+UseSerialGC "${libtorch_flags[@]}" -cp "$classes" io.tbar.benchmarks.Bench "$@"
)
theirs() { "${prefix[@]}" "$python" "$yardstick" "$@"; }

mark() { sed "s/^{/{\"side\": \"$1\", \"pair\": $2, /"; }
there() { # side pair what dtype
  grep -qF "{\"side\": \"$1\", \"pair\": $2, \"what\": \"$3\", \"dtype\": \"$4\", \"threads\": $threads," "$out"
}

for ((pair = 1; pair <= pairs; pair++)); do
  for what in "${members[@]}"; do
    for dtype in ${DTYPES:-fp32 bf16}; do
      if [ "$what" = apply ] && [ "$dtype" = bf16 ]; then continue; fi
      for side in ours theirs; do
        if [ "$what" = gemm ] && [ "$side" = theirs ]; then continue; fi
        if there "$side" "$pair" "$what" "$dtype"; then continue; fi
        # Whole or not at all: a member may print several lines.
        lines=$("$side" "$what" --dtype "$dtype" --threads "$threads" --reps "$reps" | mark "$side" "$pair")
        printf '%s\n' "$lines" | tee -a "$out"
      done
    done
  done
done
java -cp "$classes" io.tbar.benchmarks.Ratios "$out"
