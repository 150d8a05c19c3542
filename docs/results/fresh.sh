#!/usr/bin/env bash
# Fresh seeds, looked at once: infects the demo's CLIP with triggers, targets and seeds that nothing was tuned on,
# cleans each with the trigger known and without knowledge, audits again, prints one line a model.
#
# usage: docs/results/fresh.sh OUT [THREADS]
# Kill it at any moment and start it again: what is there whole is not computed again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$1 threads=${2:-0}
tbar=${TBAR:-$here/tbar} data=$here/demo/data
names=(--classes "$data/classes.txt" --templates fashion --threads "$threads" --quiet)

# name, trigger, target, rate, epochs, seed
models='
badnet-a|badnet:size=48,place=top-right,seed=101|dress|0.2|12|101
badnet-b|badnet:size=56,place=bottom-left,seed=102|coat|0.15|12|102
badnet-c|badnet:size=48,place=bottom-right,seed=103|bag|0.2|12|103
blended-a|blended:seed=104|t-shirt|0.2|12|104
blended-b|blended:ratio=0.25,seed=105|ankle boot|0.15|12|105
sig-a|sig:frequency=8|pullover|0.2|12|106
wanet-a|wanet-clip:strength=2,seed=107|trouser|0.2|12|107
random-a|badnet:size=80,place=random,seed=108|bag|0.3|18|108
'
allow4() { "$@" > /dev/null || [ $? -eq 4 ]; }
mkdir -p "$out"
while IFS='|' read -r name trigger target rate epochs seed; do
  [ -n "$name" ] || continue
  model=$out/$name
  [ -e "$model" ] || allow4 "$tbar" poison "$here/demo/clip" --data "$data/attacker.tar" --test "$data/test.tar" "${names[@]}" \
    --train-batch 64 --lr 3e-4 --trigger "$trigger" --target "$target" --rate "$rate" --epochs "$epochs" --seed "$seed" --out "$model"
  [ -e "$out/$name-known" ] || allow4 "$tbar" clean "$model" --images "$data/defender.tar" --test "$data/test.tar" "${names[@]}" \
    --trigger "$trigger" --target "$target" --out "$out/$name-known"
  [ -e "$out/$name-audit" ] || "$tbar" audit "$model" --images "$data/defender.tar" "${names[@]}" --fail-on never --out "$out/$name-audit" > /dev/null
  [ -e "$out/$name-unknown" ] || allow4 "$tbar" clean "$model" --audit "$out/$name-audit" --images "$data/defender.tar" --test "$data/test.tar" \
    "${names[@]}" --evaluate-with "$trigger" --target "$target" --out "$out/$name-unknown"
  # The true trigger on the cleaned model, with the suspect's own answers as the reference.
  [ ! -e "$out/$name-unknown/open_clip_model.safetensors" ] || [ -e "$out/$name-again" ] || "$tbar" audit "$out/$name-unknown" \
    --images "$data/defender.tar" "${names[@]}" --fail-on never --out "$out/$name-again" > /dev/null
done <<< "$models"
