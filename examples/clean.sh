#!/usr/bin/env bash
# Cleans one checkpoint whose trigger is suspected, and holds before and after side by side.
#
# usage: examples/clean.sh MODEL IMAGES CLASSES TRIGGER TARGET OUT
set -euo pipefail
tbar=${TBAR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/tbar}
if [ $# -ne 6 ]; then
  sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
model=$1 images=$2 classes=$3 trigger=$4 target=$5 out=$6

code=0
"$tbar" clean "$model" --images "$images" --classes "$classes" --trigger "$trigger" --target "$target" --out "$out" || code=$?
case $code in
  0) echo "Cleaned: $out is the checkpoint, $out/report.html shows what changed." >&2 ;;
  4) echo "Weakened at most, or no coefficient keeps the accuracy: read $out/report.html." >&2 ;;
  *) exit "$code" ;;
esac
"$tbar" table "$out"
exit "$code"
