#!/usr/bin/env bash
# A checkpoint of which nothing is known but the trusted base it was fine-tuned from:
# audits it against the base and, where something is found, removes it.
#
# usage: examples/audit-and-clean.sh MODEL BASE IMAGES CLASSES OUT
set -euo pipefail
tbar=${TBAR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/tbar}
if [ $# -ne 5 ]; then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
model=$1 base=$2 images=$3 classes=$4 out=$5
mkdir -p "$out"

code=0
"$tbar" audit "$model" --base "$base" --images "$images" --classes "$classes" --out "$out/audit" || code=$?
case $code in
  0) echo "Nothing found. That is no proof that there is nothing." >&2; exit 0 ;;
  1) ;;
  *) exit "$code" ;;
esac
"$tbar" clean "$model" --audit "$out/audit" --images "$images" --classes "$classes" --out "$out/cleaned"
