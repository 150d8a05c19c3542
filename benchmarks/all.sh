#!/usr/bin/env bash
# Runs every member of the speed table in turns with the yardstick, at 1 and 2 threads, and prints the table.
# usage: benchmarks/all.sh PYTHON SHARED INFECTED OUTDIR
#   PYTHON    a Python with what SHARED/peer/requirements.txt names
#   SHARED    the folder with peer/, data/ and models/mini-clip
#   INFECTED  mini-clip infected with sig; made there if it is not
#   OUTDIR    lines, logs and table.md with machine and versions; kill it and start it again, what is there is not run again
# Environment: PAIRS (5), THREADS ("1 2"), MEMBERS (all, in this order):
#   gemm encode train decree search contrastive apply whole search-real memory
# TBAR_PREFIX and DTYPES as in pairs.sh. Let nothing else run meanwhile. Minutes a pair (estimated), both sides and dtypes, on two
# cores of a Zen 5 server, at 2 threads / at 1 thread:
#   gemm 0.5/0.5  encode 1/2  train 2/4  decree 4/6  search 6/11  contrastive 13/25  apply 1/1  whole 9/15
# search-real takes 3/5 minutes a pair, memory 30 minutes once. Five pairs of all: some 7 hours; one pair: 2.
set -euo pipefail
python=$1 shared=$(cd "$2" && pwd) infected=$3 out=$4
pairs=${PAIRS:-5} counts=${THREADS:-1 2}
members=${MEMBERS:-gemm encode train decree search contrastive apply whole search-real memory}
here=$(cd "$(dirname "$0")" && pwd)
tbar=$here/../tbar
mkdir -p "$out"
out=$(cd "$out" && pwd)
[ -n "${TBAR_CLASSES:-}" ] || (cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks,cli -am package)
export TBAR_CLASSES=${TBAR_CLASSES:-$here/target/classes:$here/target/lib/*}
prefix=(${TBAR_PREFIX:-env})
data=$shared/data
names=(--classes "$data/cifar10-classes.txt" --templates cifar-18)

wanted() { case " $members " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
java_member() (
  . "$here/../cli/libtorch.sh"
  "${prefix[@]}" java -XX:+UseSerialGC "${libtorch_flags[@]}" -cp "$TBAR_CLASSES" "io.tbar.benchmarks.$@"
)
real() { # side command...
  local side=$1 line
  shift
  if grep -q "\"side\": \"$side\", \"pair\": $pair, .*\"threads\": $threads," "$out/real.jsonl"; then return; fi
  line=$("$@")
  printf '%s\n' "{\"side\": \"$side\", \"pair\": $pair, ${line#\{}" | tee -a "$out/real.jsonl"
}
infect() {
  [ -e "$infected" ] || "$tbar" poison "$shared/models/mini-clip" --data "$data/cifar10-train-000000.tar" \
    --test "$data/cifar10-test.tar" "${names[@]}" --trigger sig --target airplane --rate 0.1 --epochs 3 --lr 3e-4 \
    --train-batch 64 --flip --threads 2 --out "$infected"
}

for threads in $counts; do
  for member in gemm encode train decree search contrastive; do
    # Turns within each pair: PyTorch is slower at its first steps than at its later ones, and what takes seconds varies by a fifth.
    case $member in encode) turns=5 ;; train | decree) turns=3 ;; contrastive) turns=2 ;; *) turns=1 ;; esac
    if wanted $member; then
      "$here/pairs.sh" "$python" "$shared/peer/bench.py" "$out/pairs.jsonl" "$pairs" "$threads" $turns $member > "$out/last.md"
    fi
  done
  # The disk decides here: more turns within each pair.
  if wanted apply; then
    "$here/pairs.sh" "$python" "$shared/peer/bench.py" "$out/pairs.jsonl" "$pairs" "$threads" 5 apply > "$out/last.md"
  fi
  if wanted whole; then
    infect
    "$here/whole.sh" "$python" "$shared" "$infected" "$out/whole.jsonl" "$pairs" "$threads" > "$out/last.md"
  fi
  if wanted search-real; then
    infect
    [ -e "$out/cleaned" ] || "$tbar" clean "$infected" --images "$data/cifar10-train-000001.tar" \
      --test "$data/cifar10-test.tar" "${names[@]}" --trigger sig --target airplane --threads 2 --out "$out/cleaned"
    touch "$out/real.jsonl"
    same=("$infected" "$out/cleaned/trigger-vector.safetensors" "$data/cifar10-train-000001.tar" "$data/cifar10-classes.txt")
    for ((pair = 1; pair <= pairs; pair++)); do
      real ours java_member RealSearch "${same[@]}" sig airplane "$threads"
      real theirs "${prefix[@]}" "$python" "$here/yardstick/search.py" "${same[@]}" --threads "$threads"
    done
  fi
done
if wanted memory && [ ! -s "$out/memory.jsonl" ]; then
  java_member Flat "$shared/models/mini-clip" "$data/cifar10-test.tar" "$data/cifar10-classes.txt" 2 > "$out/memory.part"
  mv "$out/memory.part" "$out/memory.jsonl"
fi
lines=()
for file in pairs whole real; do
  if [ -s "$out/$file.jsonl" ]; then lines+=("$out/$file.jsonl"); fi
done
{
  printf '%s, %s; PyTorch %s\n\n' "$(sed -n '/^model name/{s/.*: //p;q}' /proc/cpuinfo)" "$(java_member About)" "$("$python" -c 'import torch; print(torch.__version__)')"
  java -cp "$TBAR_CLASSES" io.tbar.benchmarks.Ratios "${lines[@]}"
} | tee "$out/table.md"
if [ -s "$out/memory.jsonl" ]; then cat "$out/memory.jsonl"; fi
