#!/usr/bin/env bash
# Runs ready experiments in small (experiments/NAME/small.yaml) on mini-clip, all with one store, so that
# what they share is computed once.
#
# usage: docs/results/experiments.sh SHARED OUT THREADS NAME...        tables and reports in OUT/NAME
# Kill it at any moment and start it again: it goes on.
#
#   docs/results/experiments.sh --parts SHARED OUT THREADS NAME GROUP... computes one experiment in parts
# side by side, on a machine of many cores or with a card (JOBS=12 parts at a time, DEVICE=cuda): first
# the infected models with the first method, an attack a part, then for each attack the methods of each
# GROUP (a,b,c), and lastly the tables from all of it. Stages are known by their contents, so the
# parts' stores are put together by copying.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$here/docs/results/beside.sh"
parts=
[ "${1:-}" != --parts ] || { parts=yes; shift; }
[ $# -ge 4 ] || { sed -n '5,7p' "$0" >&2; exit 2; }
shared=$1 out=$2 threads=$3
shift 3
tbar=${TBAR:-$here/tbar}

# A part that the file's own "skip" leaves nothing of.
skipped() { grep -q "No cell is left by --only" "$1"; }

# An answer of a matrix (0), or one in which a method gave no model or an attack did not take (4).
run() {
  local name=$1 folder=$2 store=$3 code=0 config=$here/experiments/$1/small.yaml
  shift 3
  local words=("$config" --set "SHARED=$shared" --out "$folder" --store "$store"
    --threads "$threads" --device "${DEVICE:-cpu}")
  ! grep -q '^ *MODEL2:' "$config" || words+=(--set "MODEL2=$here/demo/clip")
  mkdir -p "$(dirname "$folder")"
  "$tbar" experiment "${words[@]}" "$@" > /dev/null 2> "$folder.log" || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || skipped "$folder.log" || { cat "$folder.log" >&2; return "$code"; }
}

if [ -z "$parts" ]; then
  for name; do
    run "$name" "$out/$name" "$out/store"
  done
  exit
fi

name=$1
shift
attacks=$(sed -n '/^attacks:/,/^methods:/s/^  \([a-z0-9-]*\):.*/\1/p' "$here/experiments/$name/small.yaml")
first=${1%%,*}
for attack in $attacks; do
  beside run "$name" "$out/parts/$attack" "$out/stores/$attack" --only "attack=$attack" --only "method=$first"
done
all_done
for attack in $attacks; do
  number=0
  for group; do
    number=$((number + 1))
    store=$out/stores/$attack-$number
    [ -e "$store" ] || { cp -r "$out/stores/$attack" "$store.part"; mv "$store.part" "$store"; }
    beside run "$name" "$out/parts/$attack-$number" "$store" --only "attack=$attack" --only "method=$group"
  done
done
all_done
for store in "$out"/stores/*-[0-9]*/; do
  for stage in "$store"stages/*/*; do
    to=$out/store/${stage#"$store"}
    [ -e "$to" ] || { mkdir -p "${to%/*}"; cp -r "$stage" "$to.part"; mv "$to.part" "$to"; }
  done
done
run "$name" "$out/$name" "$out/store"
