#!/usr/bin/env bash
# Runs the project and the yardstick in turns (ours, theirs, ours, theirs, ...), keeps every line, prints the table.
# usage: benchmarks/pairs.sh PYTHON BENCH.py OUT.jsonl [PAIRS] [THREADS] [REPS] [MEMBER...]
# PYTHON has what BENCH.py's requirements name. Lines carry "side": "ours" or "theirs" and "pair".
# MEMBERs are those of BENCH.py, and gemm (ours alone: what the machine can do). Lines are appended: kill it and go on.
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

ours() {
  MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=33554432 \
    OMP_WAIT_POLICY=PASSIVE "${prefix[@]}" java -XX:+UseSerialGC -Dtbar.direct-start=true \
    -cp "$classes" io.tbar.benchmarks.Bench "$@"
}
theirs() { "${prefix[@]}" "$python" "$yardstick" "$@"; }

mark() { sed "s/^{/{\"side\": \"$1\", \"pair\": $2, /"; }

for ((pair = 1; pair <= pairs; pair++)); do
  for what in "${members[@]}"; do
    for dtype in fp32 bf16; do
      if [ "$what" = apply ] && [ "$dtype" = bf16 ]; then continue; fi
      for side in ours theirs; do
        if [ "$what" = gemm ] && [ "$side" = theirs ]; then continue; fi
        "$side" "$what" --dtype "$dtype" --threads "$threads" --reps "$reps" | mark "$side" "$pair" | tee -a "$out"
      done
    done
  done
done
java -cp "$classes" io.tbar.benchmarks.Ratios "$out"
