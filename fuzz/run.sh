#!/usr/bin/env bash
# The long campaign: Jazzer over every reader of files, from the corpora in core/src/test/resources/fuzz. What it finds
# and what it learns stays in FOLDER; an input that fails belongs into the corpus of its reader.
# fuzz/run.sh [SECONDS [FOLDER [READER ...]]]     default: 600 s for each of the nine readers
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
seconds=${1:-600}
out=${2:-$home/target/fuzz}
shift $(($# < 2 ? $# : 2))
corpora=$home/core/src/test/resources/fuzz
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$home"
./mvnw -q -B -ntp -Pfuzz -pl core test-compile dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$out/classpath"
readers=("$@")
if [ $# = 0 ]; then for folder in "$corpora"/*/; do readers+=("$(basename "$folder")"); done; fi
failed=
for reader in "${readers[@]}"; do
  [ -d "$corpora/$reader" ] || { echo "fuzz: there is no reader '$reader'." >&2; exit 2; }
  mkdir -p "$out/$reader/learnt" "$out/$reader/found"
  echo "fuzz: $reader for $seconds s"
  if ! java -Xmx1500m -Djava.awt.headless=true "-Dtbar.fuzz.target=$reader" -cp "core/target/test-classes:core/target/classes:$(cat "$out/classpath")" com.code_intelligence.jazzer.Jazzer \
    --target_class=io.tbar.fuzz.JazzerTargets \
    "--instrumentation_includes=io.tbar.**:org.snakeyaml.**:com.twelvemonkeys.**" "--custom_hook_includes=none.**" \
    "--reproducer_path=$out/$reader/found" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=65536 -print_final_stats=1 \
    "-artifact_prefix=$out/$reader/found/" "$out/$reader/learnt" "$corpora/$reader" > "$out/$reader/log" 2>&1; then
    failed="$failed $reader"
    echo "fuzz: $reader found something; see $out/$reader/log" >&2
  fi
  grep -E 'stat::number_of_executed_units|Done [0-9]+ runs' "$out/$reader/log" || true
done
[ -z "$failed" ] || { echo "fuzz: findings in$failed" >&2; exit 1; }
echo "fuzz: nothing found."
