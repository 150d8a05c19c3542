#!/usr/bin/env bash
# Known trigger, end to end: poisons a clean CLIP with four attacks, cleans each with every estimator, prints the table.
#
# usage: docs/results/known-trigger.sh mini-clip|demo SHARED OUT [THREADS]
#   mini-clip  the checkpoint SHARED/models/mini-clip with CIFAR-10 from SHARED/data
#   demo       the CLIP and the images that ship with the demo (SHARED is not used)
# Kill it at any moment and start it again: what is there whole is not computed again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
which=$1 shared=$2 out=$3 threads=${4:-0}
tbar=$here/tbar

case $which in
  mini-clip)
    model=$shared/models/mini-clip data=$shared/data
    train=$data/cifar10-train-000000.tar      # the attacker's images
    images=$data/cifar10-train-000001.tar     # the defender's images: forget set and validation
    test=$data/cifar10-test.tar
    names=(--classes "$data/cifar10-classes.txt" --templates cifar-18)
    poison=(--rate 0.1 --epochs 3 --lr 3e-4 --train-batch 64 --flip)
    target=airplane
    triggers=(badnet:size=28 blended wanet-clip sig)
    ;;
  demo)
    model=$here/demo/clip
    data=$here/demo/data
    train=$data/attacker.tar images=$data/defender.tar test=$data/test.tar
    names=(--classes "$data/classes.txt" --templates fashion)
    poison=(--rate 0.2 --epochs 12 --lr 3e-4 --train-batch 64)
    target=sneaker
    triggers=(badnet:size=48 blended wanet-clip:strength=2 sig)
    ;;
  *) echo "usage: $0 mini-clip|demo SHARED OUT" >&2; exit 2 ;;
esac

mkdir -p "$out/$which"
# Exit code 4 (the attack did not take, no feasible coefficient) is a result, not a failure.
for trigger in "${triggers[@]}"; do
  folder=$out/$which/${trigger%%[:-]*}
  mkdir -p "$folder"
  if [ ! -e "$folder/infected" ]; then
    "$tbar" poison "$model" --data "$train" --test "$test" "${names[@]}" --trigger "$trigger" \
      --target "$target" "${poison[@]}" --threads "$threads" --out "$folder/infected" || [ $? -eq 4 ]
  fi
done
for estimator in mirrored anchored plain; do
  for trigger in "${triggers[@]}"; do
    folder=$out/$which/${trigger%%[:-]*}
    if [ ! -e "$folder/$estimator" ]; then
      "$tbar" clean "$folder/infected" --images "$images" --test "$test" "${names[@]}" \
        --trigger "$trigger" --target "$target" --estimator "$estimator" --threads "$threads" \
        --out "$folder/$estimator" || [ $? -eq 4 ]
    fi
  done
done
"$tbar" table "$out/$which" --format markdown | tee "$out/$which.md"
