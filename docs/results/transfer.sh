#!/usr/bin/env bash
# Does a trigger vector of one model clean another? On mini-clip, by what the two have in common: base,
# trigger and label (another fine-tuning, on other pictures of the same data set); trigger and label (another
# data set that has the class too); the trigger alone. Each vector comes from the giver's own cleaning.
#
# usage: docs/results/transfer.sh SHARED OUT THREADS        a table; every record lies in OUT
# Kill it at any moment and start it again: it goes on.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ $# -eq 3 ] || { sed -n '6p' "$0" >&2; exit 2; }
shared=$1 out=$2 threads=$3
tbar=${TBAR:-$here/tbar}
base=$shared/models/mini-clip data=$shared/data
attack=(--trigger badnet:size=28)
run=(--templates cifar-18 --threads "$threads" --quiet)
mkdir -p "$out"

once() { # OUTPUT COMMAND...: nothing where the output exists; exit code 4 is a result
  local output=$1
  shift
  [ -e "$output" ] || "$@" --out "$output" > /dev/null || [ $? -eq 4 ]
}
# NAME DATA-SET TRAINING-IMAGES DEFENDER-IMAGES TEST-IMAGES TARGET SEED: a model and its own cleaning
model() {
  local name=$1 classes=$data/$2-classes.txt target=$6
  once "$out/$name" "$tbar" poison "$base" --data "$data/$3.tar" --test "$data/$5.tar" --classes "$classes" \
    "${attack[@]}" --target "$target" --rate 0.1 --epochs 3 --lr 3e-4 --train-batch 64 --flip --seed "$7" "${run[@]}"
  once "$out/$name-cleaned" "$tbar" clean "$out/$name" --images "$data/$4.tar" --test "$data/$5.tar" \
    --classes "$classes" "${attack[@]}" --target "$target" --val-images 200 "${run[@]}"
}
ten() { model "$1" cifar10 "$2" "$3" cifar10-test "$4" "$5"; }
ten airplane cifar10-train-000000 cifar10-train-000001 airplane 0
ten airplane-again cifar10-train-000001 cifar10-train-000000 airplane 1
# Of these two there is one set of training images: the defender has it too, without the poison.
model mushroom cifar100 cifar100-train cifar100-train cifar100-test mushroom 0
model mushroom-tiny tiny-imagenet tiny-imagenet-train-000000 tiny-imagenet-train-000000 tiny-imagenet-val mushroom 0

share() { # RECORD before|after RATE
  tr -d ' \n' < "$1" | sed "s/.*\"$2\":{\"images\"//; s/\"$3\":{\"value\":/@/" | sed -n 's/^[^@]*@\([0-9.eE-]*\).*/\1/p' |
    awk '{ printf "%.1f %%", 100 * $1 }'
}
alpha() { tr -d ' \n' < "$1" | sed -n 's/.*"decidingRound":[^,]*,"alpha":\([^,]*\),.*/\1/p'; }
angle() { sed -n 's/^ *"cosine": \([0-9.eE-]*\),*$/\1/p' "$1" | head -n 1 | awk '{ printf "%.2f", $1 }'; }

echo "| in common | vector of | on | α | CA | ASR | ASR by its own vector | cosine of the two vectors |"
echo "|---|---|---|---|---|---|---|---|"
pair() { # WHAT GIVER TAKER DATA-SET DEFENDER-IMAGES TEST-IMAGES TARGET
  local given=$out/$2-cleaned/trigger-vector.safetensors own=$out/$3-cleaned to=$out/$2-to-$3
  once "$to" "$tbar" transfer "$out/$3" --vector "$given" --own "$own/trigger-vector.safetensors" \
    --data "$data/$5.tar" --test "$data/$6.tar" --classes "$data/$4-classes.txt" "${attack[@]}" --target "$7" \
    --val-images 200 "${run[@]}"
  local r=$to/result.json
  echo "| $1 | $2 | $3 | $(alpha "$r") | $(share "$r" before caTop1) → $(share "$r" after caTop1) |" \
    "$(share "$r" before asr) → $(share "$r" after asr) | $(share "$own/result.json" after asr) | $(angle "$to/layers.json") |"
}
pair "base, trigger, label" airplane airplane-again cifar10 cifar10-train-000000 cifar10-test airplane
pair "trigger, label" mushroom mushroom-tiny tiny-imagenet tiny-imagenet-train-000000 tiny-imagenet-val mushroom
pair "trigger, label" mushroom-tiny mushroom cifar100 cifar100-train cifar100-test mushroom
pair "trigger" airplane mushroom cifar100 cifar100-train cifar100-test mushroom
