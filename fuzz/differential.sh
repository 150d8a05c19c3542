#!/usr/bin/env bash
# Our reader of safetensors beside the reference reader over mutants. Needs Python 3 with safetensors installed, and
# the generator of the test data in ../shared/cases/fuzz.
# fuzz/differential.sh [MUTANTS [SEED [SHARED]]]
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mutants=${1:-100000}
seed=${2:-1}
shared=$(cd "${3:-$home/../shared}" && pwd)
python3 -c 'import safetensors' || { echo "differential: install the Python package safetensors first." >&2; exit 5; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$home"
./mvnw -q -B -ntp -pl core test-compile dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$work/classpath"
python3 "$shared/cases/fuzz/gen.py" "$seed" "$mutants" "$work/mutants"
java -cp "core/target/test-classes:core/target/classes:$(cat "$work/classpath")" io.tbar.fuzz.Differential \
  "$work/mutants" "$work/mutants.ref"
