#!/usr/bin/env bash
# Runs the project and the yardstick in turns (ours, theirs, ours, theirs, ...) and keeps every line.
# usage: benchmarks/pairs.sh PYTHON BENCH.py OUT.jsonl [PAIRS] [THREADS]
# PYTHON has what BENCH.py's requirements name. Lines carry "side": "ours" or "theirs" and "pair".
set -euo pipefail
python=$1 yardstick=$2 out=$3 pairs=${4:-5} threads=${5:-1}
here=$(cd "$(dirname "$0")" && pwd)
(cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks -am package)

ours() {
  MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456 \
    OMP_WAIT_POLICY=PASSIVE java -XX:+UseSerialGC -Dtbar.direct-start=true \
    -cp "$here/target/classes:$here/target/lib/*" io.tbar.benchmarks.Bench "$@"
}
theirs() { "$python" "$yardstick" "$@"; }

mark() { sed "s/^{/{\"side\": \"$1\", \"pair\": $2, /"; }

for ((pair = 1; pair <= pairs; pair++)); do
  for what in encode train contrastive decree search apply; do
    for dtype in fp32 bf16; do
      if [ "$what" = apply ] && [ "$dtype" = bf16 ]; then continue; fi
      for side in ours theirs; do
        "$side" "$what" --dtype "$dtype" --threads "$threads" | mark "$side" "$pair" | tee -a "$out"
      done
    done
  done
done
