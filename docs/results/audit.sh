#!/usr/bin/env bash
# Measures the audit: audits every model of the population, prints how well infected and clean are told
# apart, cleans the infected without knowledge, and prints what is left of the true triggers.
#
# usage: docs/results/audit.sh mini-clip|demo SHARED OUT [THREADS]
#   A  the population (docs/results/audit-population.sh)         OUT/WHICH/MODEL
#   B  an audit of every model, and the null set of the clean    OUT/WHICH-audits, OUT/WHICH-null.json
#   C  ROC, AUC, false positives                                 OUT/WHICH-roc.md
#   D  cleaning without knowledge, with controls                 OUT/WHICH-cleaned, OUT/WHICH-cleaned.md
# STAGES=BC (say) runs some of them. Kill it at any moment and start it again: what is there whole is
# not computed again. JOBS=8 works on so many models side by side; DEVICE=cuda on a card.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
which=$1 shared=$2 out=$3 threads=${4:-0} stages=${STAGES:-ABCD}
tbar=${TBAR:-$here/tbar}
audits=$out/$which-audits nulls=$out/$which-null.json cleaned=$out/$which-cleaned

case $which in
  mini-clip)
    images=$shared/data/cifar10-train-000001.tar test=$shared/data/cifar10-test.tar
    names=(--classes "$shared/data/cifar10-classes.txt" --templates cifar-18)
    ;;
  demo)
    images=$here/demo/data/defender.tar test=$here/demo/data/test.tar
    names=(--classes "$here/demo/data/classes.txt" --templates fashion)
    ;;
  *) echo "usage: $0 mini-clip|demo SHARED OUT [THREADS]" >&2; exit 2 ;;
esac
run=(--threads "$threads" --device "${DEVICE:-cpu}" --quiet)
. "$here/docs/results/beside.sh"

case $stages in *A*) "$here/docs/results/audit-population.sh" "$which" "$shared" "$out" "$threads" ;; esac

# What is known of a model, from the record of its making.
field() { sed -n "s/^ *\"$2\": \"\(.*\)\",\{0,1\}$/\1/p" "$1/result.json" | head -n "${3:-1}" | tail -n 1; }

clean_one() {
  local model=$1 name=$2 control=$3 code=0 options=()
  local folder=$cleaned/$name-$control
  [ "$control" = none ] || options=(--control "$control")
  rm -rf "$folder.part"
  "$tbar" clean "$model" --audit "$audits/$name" --images "$images" --test "$test" \
    "${names[@]}" "${run[@]}" --evaluate-with "$(field "$model" trigger)" \
    --target "$(field "$model" target)" "${options[@]}" --out "$folder.part" \
    > /dev/null 2> "$folder.log" || code=$?
  # 4 is an answer: no usable trigger, no feasible coefficient, or a proxy that still works.
  [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || { cat "$folder.log" >&2; return "$code"; }
  mkdir -p "$folder.part"; mv "$folder.part" "$folder"
}

case $stages in *B*)
  mkdir -p "$audits"
  for model in "$out/$which"/*/; do
    name=$(basename "$model")
    # Each verdict is given later, by one null set for all.
    [ -e "$audits/$name" ] || beside "$tbar" audit "$model" --images "$images" "${names[@]}" "${run[@]}" \
      --fail-on never --resume --out "$audits/$name" > /dev/null
  done
  all_done
  rm -f "$nulls"
  "$tbar" audit calibrate "$audits"/clean-* --out "$nulls"
esac

case $stages in *C*)
  # The shipped null set holds every clean model, so each clean model is judged by the others.
  "$tbar" audit roc "$audits" --population "$out/$which" | tee "$out/$which-roc.md"
esac

case $stages in *D*)
  mkdir -p "$cleaned"
  for model in "$out/$which"/*/; do
    name=$(basename "$model")
    [ "$(field "$model" status)" = poisoned ] || continue
    # The controls on BadNet's first model alone.
    controls=none
    [ "$name" != badnet-0 ] || controls="none random-label random-patch random-vector"
    for control in $controls; do
      [ -e "$cleaned/$name-$control" ] || beside clean_one "$model" "$name" "$control"
    done
  done
  all_done
  "$tbar" audit cleaned "$cleaned" | tee "$out/$which-cleaned.md"
esac
