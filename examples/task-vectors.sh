#!/usr/bin/env bash
# A walk through task vectors: what fine-tuning changed is a vector; it can be described, compared, added and taken off.
#
# usage: examples/task-vectors.sh BASE FINETUNED OUT
set -euo pipefail
tbar=${TBAR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/tbar}
if [ $# -ne 3 ]; then
  sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
base=$1 tuned=$2 out=$3
mkdir -p "$out"

# 1. The vector: FINETUNED - BASE, only what moved.
"$tbar" vector make "$base" "$tuned" --out "$out/tau.safetensors"
# 2. Where it is long: its norm by tensor.
"$tbar" vector info "$out/tau.safetensors"
# 3. How alike two vectors are; with itself 1.
"$tbar" vector cosine "$out/tau.safetensors" "$out/tau.safetensors"
# 4. Half of the way: BASE + 0.5 * tau.
"$tbar" vector apply "$base" --add "0.5:$out/tau.safetensors" --out "$out/half"
# 5. All of it taken off the fine-tuned one is the base again, but for rounding.
"$tbar" vector make "$tuned" "$base" --out "$out/back.safetensors"
