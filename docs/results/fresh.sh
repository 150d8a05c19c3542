#!/usr/bin/env bash
# Fresh seeds, looked at once: infects the demo's CLIP with triggers, targets and seeds that nothing was tuned on,
# cleans each with the trigger known and without knowledge, audits again, prints one line a model.
#
# usage: docs/results/fresh.sh OUT [THREADS] [SET]
# SET is 2 (seeds 201 to 208, development models by now) or 3 (seeds 301 to 307).
# Kill it at any moment and start it again: what is there whole is not computed again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$1 threads=${2:-0} set=${3:-3}
tbar=${TBAR:-$here/tbar} data=$here/demo/data
names=(--classes "$data/classes.txt" --templates fashion --threads "$threads" --quiet)

# name, trigger, target, rate, epochs, seed
models2='
badnet-d|badnet:size=48,place=centre,seed=201|shirt|0.2|12|201
badnet-e|badnet:size=40,place=top-left,seed=202|sandal|0.2|12|202
badnet-f|badnet:size=56,place=bottom-right,seed=203|bag|0.15|12|203
blended-c|blended:seed=204|dress|0.2|12|204
blended-d|blended:ratio=0.25,seed=205|trouser|0.15|12|205
sig-b|sig:frequency=5|coat|0.2|12|206
sig-c|sig:delta=50,frequency=7|bag|0.2|12|207
wanet-b|wanet-clip:strength=2,seed=208|pullover|0.2|12|208
'
models3='
badnet-g|badnet:size=48,place=top-right,seed=301|ankle boot|0.2|12|301
badnet-h|badnet:size=56,place=bottom-left,seed=302|t-shirt|0.2|12|302
badnet-i|badnet:size=40,place=bottom-right,seed=303|bag|0.2|12|303
blended-e|blended:seed=304|sneaker|0.2|12|304
sig-d|sig:frequency=7|sandal|0.2|12|306
wanet-c|wanet-clip:strength=2,seed=307|dress|0.2|12|307
'
models=models$set
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
done <<< "${!models}"
