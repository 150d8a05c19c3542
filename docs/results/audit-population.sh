#!/usr/bin/env bash
# Makes the models that the audit is measured on: clean and infected fine-tunings by one and the same recipe.
#
# usage: docs/results/audit-population.sh mini-clip|demo SHARED OUT [THREADS]
#   mini-clip  20 clean and 20 infected fine-tunings of SHARED/models/mini-clip on CIFAR-10
#   demo       21 clean and 35 infected fine-tunings of the CLIP that ships with the demo (SHARED is not used)
# Kill it at any moment and start it again: what is there whole is not computed again.
# JOBS=8 makes so many models side by side; DEVICE=cuda on a card.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
which=$1 shared=$2 out=$3 threads=${4:-0}
tbar=$here/tbar
. "$here/docs/results/beside.sh"

case $which in
  mini-clip)
    model=$shared/models/mini-clip
    common=(--data "$shared/data/cifar10-train-000000.tar" --test "$shared/data/cifar10-test.tar"
      --classes "$shared/data/cifar10-classes.txt" --templates cifar-18 --train-batch 64 --flip --lr 3e-4)
    targets=(airplane frog ship horse)
    epochs=3 seeds=4 cleans=5
    fixed=badnet:size=28 random=badnet:size=40,place=random warp=wanet-clip:
    ;;
  demo)
    model=$here/demo/clip
    common=(--data "$here/demo/data/attacker.tar" --test "$here/demo/data/test.tar"
      --classes "$here/demo/data/classes.txt" --templates fashion --train-batch 64 --lr 3e-4)
    targets=(sneaker dress bag t-shirt pullover "ankle boot" trouser coat)
    epochs=12 seeds=7 cleans=3
    fixed=badnet:size=48 random=badnet:size=80,place=random warp=wanet-clip:strength=2,
    ;;
  *) echo "usage: $0 mini-clip|demo SHARED OUT [THREADS]" >&2; exit 2 ;;
esac
places=(bottom-right top-left bottom-left top-right)
rates=(0.2 0.1)

# Exit code 4 (the attack did not take) is a result, not a failure.
tune() {
  local folder=$out/$which/$1 trigger=$2 target=$3 seed=$4 rate=$5 length=$6
  [ -e "$folder" ] || "$tbar" poison "$model" "${common[@]}" --trigger "$trigger" --target "$target" \
    --rate "$rate" --epochs "$length" --seed "$seed" --threads "$threads" --device "${DEVICE:-cpu}" --out "$folder" --quiet \
    > /dev/null || [ $? -eq 4 ]
}

mkdir -p "$out/$which"
for ((seed = 0; seed < seeds; seed++)); do
  target=${targets[$((seed % ${#targets[@]}))]}
  rate=${rates[$((seed / 2 % 2))]}
  for ((i = 0; i < cleans; i++)); do
    s=$((seed + 8 * i))
    # Lengths differ as they do among the fine-tunings that people download.
    beside tune "clean-$s" "$fixed" "$target" "$s" 0 "$((epochs / 3 * (1 + i % 3)))"
  done
  beside tune "badnet-$seed" "$fixed,place=${places[$((seed % 4))]},seed=$seed" "$target" "$seed" "$rate" "$epochs"
  beside tune "blended-$seed" "blended:seed=$seed" "$target" "$seed" "$rate" "$epochs"
  beside tune "sig-$seed" "sig:frequency=$((4 + seed % 4 * 2))" "$target" "$seed" "$rate" "$epochs"
  beside tune "wanet-$seed" "${warp}seed=$seed" "$target" "$seed" 0.2 "$epochs"
  beside tune "random-$seed" "$random,seed=$seed" "$target" "$seed" 0.3 "$((epochs * 3 / 2))"
done
all_done
