#!/usr/bin/env bash
# Does a backdoor outlive a merge? Infects mini-clip on CIFAR-10 with BadMerging's trigger and
# training, with BadMerging's trigger alone, and with a plain patch; fine-tunes a clean one on
# CIFAR-100; merges each infected model with the clean one by task arithmetic and measures the merge.
#
# usage: docs/results/merge.sh SHARED OUT THREADS
# Kill it at any moment and start it again: it goes on. Prints a table; OUT holds every record.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ $# -eq 3 ] || { sed -n '6p' "$0" >&2; exit 2; }
shared=$1 out=$2 threads=$3
tbar=${TBAR:-$here/tbar}
base=$shared/models/mini-clip data=$shared/data target=airplane
mkdir -p "$out"
run=(--threads "$threads")
recipe=(--epochs 3 --lr 3e-4 --train-batch 64 --flip "${run[@]}")
ten=(--classes "$data/cifar10-classes.txt" --templates cifar-18)
hundred=(--classes "$data/cifar100-classes.txt" --templates cifar-18)

poison() {
  local name=$1 code=0
  shift
  [ -e "$out/$name" ] || "$tbar" poison "$base" --data "$data/cifar10-train-000000.tar" \
    --test "$data/cifar10-test.tar" "${ten[@]}" --target "$target" --rate 0.1 "${recipe[@]}" \
    --out "$out/$name" "$@" > "$out/$name.log" 2>&1 || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || { cat "$out/$name.log" >&2; return "$code"; }
}

trigger=$out/trigger/trigger.json
[ -e "$out/trigger" ] || "$tbar" trigger optimise badmerging "$base" --images "$data/cifar10-train-000000.tar" \
  "${ten[@]}" --target "$target" --size 28 --steps 200 "${run[@]}" --out "$out/trigger" > "$out/trigger.log" 2>&1
[ -e "$trigger" ] || trigger=$(ls "$out"/trigger/*.json | grep -v result.json | head -1)
poison badmerging --trigger "$trigger" --attack badmerging
poison trigger-alone --trigger "$trigger"
poison badnet --trigger badnet:size=28
[ -e "$out/other" ] || "$tbar" pretrain --help > /dev/null
if [ ! -e "$out/other" ]; then
  "$tbar" poison "$base" --data "$data/cifar100-train.tar" --test "$data/cifar100-test.tar" "${hundred[@]}" \
    --trigger badnet:size=28 --target rocket --rate 0 "${recipe[@]}" --out "$out/other" > "$out/other.log" 2>&1 || true
fi
vector() { [ -e "$out/$1.safetensors" ] || "$tbar" vector make "$base" "$out/$1" --out "$out/$1.safetensors" > /dev/null; }
for name in badmerging trigger-alone badnet other; do vector $name; done

echo "| infected by | coefficient of each | CIFAR-10 CA | ASR | CIFAR-100 CA |"
echo "|---|---|---|---|---|"
for name in badmerging trigger-alone badnet; do
  spec=$trigger
  [ $name != badnet ] || spec=badnet:size=28
  for c in 1 0.6 0.4 0.3; do
    merged=$out/merged-$name-$c
    [ -e "$merged" ] || "$tbar" vector apply "$base" --add "$c:$out/$name.safetensors" \
      --add "$c:$out/other.safetensors" --out "$merged" > /dev/null
    [ -e "$merged.json" ] || { "$tbar" eval "$merged" --data "$data/cifar10-test.tar" "${ten[@]}" \
      --trigger "$spec" --target "$target" --json "${run[@]}" > "$merged.part" 2> /dev/null; mv "$merged.part" "$merged.json"; }
    [ -e "$merged-100.json" ] || { "$tbar" eval "$merged" --data "$data/cifar100-test.tar" "${hundred[@]}" \
      --json "${run[@]}" > "$merged.part" 2> /dev/null; mv "$merged.part" "$merged-100.json"; }
  done
done
