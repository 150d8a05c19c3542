#!/usr/bin/env bash
# Relapse: how fast a removed backdoor comes back. A cleaned CLIP, and beside it one that was never
# infected, are fine-tuned on the attacker's images with 5 and with 10 poisoned ones among them, for a
# quarter, a half and all of the epochs that the infection took. The success of the trigger is the
# answer; an attack that "did not take" is the good outcome here.
#
# usage: docs/results/hard-cases.sh OUT [THREADS]
#   CLEANED=FOLDER  a cleaned checkpoint of the first infection to take in place of one made here
# Kill it at any moment and start it again: what is there whole is not computed again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ $# -lt 1 ]; then
  echo "usage: $0 OUT [THREADS]" >&2
  exit 2
fi
out=$1 threads=${2:-0}
tbar=$here/tbar
model=$here/demo/clip data=$here/demo/data
train=$data/attacker.tar images=$data/defender.tar test=$data/test.tar
names=(--classes "$data/classes.txt" --templates fashion --threads "$threads")
recipe=(--lr 3e-4 --train-batch 64)
backdoor=(--trigger badnet:size=48 --target sneaker)
epochs=12
mkdir -p "$out"

# Exit code 4 (the attack did not take, no feasible coefficient) is a result, not a failure.
poison() { # MODEL OUT OPTION…
  local from=$1 to=$2
  shift 2
  if [ ! -e "$to" ]; then
    "$tbar" poison "$from" --data "$train" --test "$test" "${names[@]}" "${backdoor[@]}" \
      "${recipe[@]}" --out "$to" "$@" || [ $? -eq 4 ]
  fi
}

poison "$model" "$out/infected" --rate 0.2 --epochs $epochs
poison "$model" "$out/never-infected" --rate 0 --epochs $epochs
cleaned=${CLEANED:-$out/cleaned}
if [ ! -e "$cleaned" ]; then
  "$tbar" clean "$out/infected" --images "$images" --test "$test" "${names[@]}" "${backdoor[@]}" \
    --out "$cleaned" || [ $? -eq 4 ]
fi
if [ ! -e "$cleaned/open_clip_model.safetensors" ]; then
  echo "The cleaning left no checkpoint in '$cleaned'; see its report.html." >&2
  exit 4
fi
for count in 5 10; do
  for length in $((epochs / 4)) $((epochs / 2)) $epochs; do
    poison "$cleaned" "$out/relapse-cleaned-$count-$length" --poison-count $count --epochs $length
    poison "$out/never-infected" "$out/relapse-never-infected-$count-$length" \
      --poison-count $count --epochs $length
  done
done

# One row a fine-tuning: attack success rate of the trigger before and after it.
field() { # FILE NAME: value of a rate of the first trigger
  sed -n "/\"triggers\"/,\$ { /\"$2\"/,/\"value\"/ { s/.*\"value\": \([0-9.E-]*\).*/\1/p } }" "$1" | head -n 1
}
{
  echo "| poisoned images | epochs | cleaned: before | after | never infected: before | after |"
  echo "|---:|---:|---:|---:|---:|---:|"
  for count in 5 10; do
    for length in $((epochs / 4)) $((epochs / 2)) $epochs; do
      row="| $count | $length"
      for from in cleaned never-infected; do
        file=$out/relapse-$from-$count-$length/result.json
        for name in attackSuccessBefore attackSuccess; do
          row="$row | $(field "$file" "$name" | LC_ALL=C awk '{printf "%.1f %%", 100 * $1}')"
        done
      done
      echo "$row |"
    done
  done
} | tee "$out/relapse.md"
