#!/usr/bin/env bash
# Does a backdoor outlive a merge? Infects mini-clip on CIFAR-10 with BadMerging's trigger and
# training, with its trigger alone, and with a plain patch; fine-tunes a clean one on CIFAR-100; adds
# the vectors of an infected and the clean model to mini-clip and measures what comes of it.
#
# usage: docs/results/merge.sh SHARED OUT THREADS        a table; every record lies in OUT
# Kill it at any moment and start it again: it goes on.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ $# -eq 3 ] || { sed -n '6p' "$0" >&2; exit 2; }
shared=$1 out=$2 threads=$3
tbar=${TBAR:-$here/tbar}
base=$shared/models/mini-clip data=$shared/data patch=badnet:size=28 trigger=$2/trigger/trigger.json
ten=(--classes "$data/cifar10-classes.txt" --templates cifar-18)
hundred=(--classes "$data/cifar100-classes.txt" --templates cifar-18)
recipe=(--epochs 3 --lr 3e-4 --train-batch 64 --flip --threads "$threads" --quiet)
mkdir -p "$out"

once() { # OUTPUT COMMAND...: nothing where the output exists; exit code 4 is a result
  local output=$1
  shift
  [ -e "$output" ] || "$@" --out "$output" > /dev/null || [ $? -eq 4 ]
}
rates() { # RECORD MODEL OPTIONS...
  local record=$1 model=$2
  shift 2
  [ -e "$record" ] || { "$tbar" eval "$model" "$@" --threads "$threads" --quiet --json > "$record.part"; mv "$record.part" "$record"; }
}
share() { # RECORD RATE
  tr -d ' \n' < "$1" | sed -n "s/.*\"$2\":{\"value\":\([0-9.eE-]*\).*/\1/p" | awk '{ printf "%.1f %%", 100 * $1 }'
}

once "$out/trigger" "$tbar" trigger optimise badmerging "$base" --data "$data/cifar10-train-000000.tar" \
  "${ten[@]}" --target airplane --size 28 --steps 200 --threads "$threads" --quiet
infect() { # NAME OPTIONS...
  local name=$1
  shift
  once "$out/$name" "$tbar" poison "$base" --data "$data/cifar10-train-000000.tar" --test "$data/cifar10-test.tar" \
    "${ten[@]}" --target airplane --rate 0.1 "${recipe[@]}" "$@"
}
infect badmerging --trigger "$trigger" --attack badmerging
infect trigger-alone --trigger "$trigger"
infect badnet --trigger "$patch"
once "$out/clean" "$tbar" poison "$base" --data "$data/cifar100-train.tar" --test "$data/cifar100-test.tar" \
  "${hundred[@]}" --trigger "$patch" --target rocket --rate 0 "${recipe[@]}"
for name in badmerging trigger-alone badnet clean; do
  once "$out/$name.safetensors" "$tbar" vector make "$base" "$out/$name"
done

echo "| infected with | times each vector | CIFAR-10 CA | ASR | CIFAR-100 CA |"
echo "|---|---|---|---|---|"
for name in badmerging trigger-alone badnet; do
  used=$trigger
  [ "$name" != badnet ] || used=$patch
  for times in alone 1 0.7 0.5 0.3; do
    merged=$out/merged-$name-$times
    if [ "$times" = alone ]; then
      merged=$out/$name
    else
      once "$merged" "$tbar" vector apply "$base" --add "$times:$out/$name.safetensors" --add "$times:$out/clean.safetensors"
    fi
    rates "$merged.10.json" "$merged" --data "$data/cifar10-test.tar" "${ten[@]}" --trigger "$used" --target airplane
    rates "$merged.100.json" "$merged" --data "$data/cifar100-test.tar" "${hundred[@]}"
    echo "| $name | $times | $(share "$merged.10.json" caTop1) | $(share "$merged.10.json" asr) | $(share "$merged.100.json" caTop1) |"
  done
done
