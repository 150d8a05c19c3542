#!/usr/bin/env bash
# Gates a folder of checkpoints: 0 where none shows a backdoor, 1 where one does, 4 where one cannot be told.
#
# usage: examples/gate.sh FOLDER BASE IMAGES CLASSES
set -euo pipefail
tbar=${TBAR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/tbar}
if [ $# -ne 4 ]; then
  sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
folder=$1 base=$2 images=$3 classes=$4

worst=0
for model in "$folder"/*/; do
  code=0
  "$tbar" audit "${model%/}" --base "$base" --images "$images" --classes "$classes" --quiet > /dev/null || code=$?
  printf '%s\t%s\n' "$code" "${model%/}"
  case $code in
    0) ;;
    1) worst=1 ;;
    4) if [ $worst -eq 0 ]; then worst=4; fi ;;
    *) exit "$code" ;;
  esac
done
exit $worst
