#!/usr/bin/env bash
# Starts libtorch and trains one step in many fresh processes, half of them with the launcher's settings
# and half as a program that only uses the library, and counts what ends otherwise than well. What it
# found: docs/engine.md.
# usage: benchmarks/stress.sh [RUNS] [LOG]      CLASSPATH may name a build; else the one beside is used
set -uo pipefail
runs=${1:-200}
here=$(cd "$(dirname "$0")" && pwd)
log=${2:-$here/target/stress.log}
if [ -z "${CLASSPATH:-}" ]; then
  (cd "$here/.." && ./mvnw -B -ntp -q -DskipTests -pl benchmarks -am package) || exit 5
  export CLASSPATH="$here/target/classes:$here/target/lib/*"
fi
errors=$(dirname "$log")/hs_err_%p.log
bad=0
for ((i = 1; i <= runs; i++)); do
  threads=$((i % 4 < 2 ? 1 : 2))
  settings=library
  ((i % 2)) && settings=launcher
  answer=$(
    flags=()
    if [ $settings = launcher ]; then
      . "$here/../cli/libtorch.sh"
      flags=("${libtorch_flags[@]}")
    fi
    java -XX:+UseSerialGC -XX:ErrorFile="$errors" "${flags[@]}" io.tbar.benchmarks.Stress "$threads" 1 2>&1
  )
  code=$?
  [ $code -eq 0 ] || bad=$((bad + 1))
  printf '%s run %d %s threads %d exit %d: %s\n' "$(date -u +%FT%TZ)" "$i" "$settings" "$threads" "$code" "$(tail -n 1 <<< "$answer")" >> "$log"
done
printf '%d of %d runs ended badly; see %s\n' "$bad" "$runs" "$log"
[ "$bad" -eq 0 ]
