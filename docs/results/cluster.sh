#!/usr/bin/env bash
# One experiment by one process, by three shares, and on a standalone Spark of a master and two workers, with processes
# killed in the middle: are the tables the same, and how many stages were computed?
#   docs/results/cluster.sh DEMO OUT     DEMO: the folder demo/; OUT: an empty place
set -uo pipefail
tbar=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
demo=$(cd "$1" && pwd); mkdir -p "$2"; out=$(cd "$2" && pwd)
export PLACE=$out/spark PORT=${PORT:-17077} WORKERS=2 CORES=1 MEMORY=${MEMORY:-2g}
export TBAR_BUILD=never TBAR_JAVA_OPTS="-Xmx1g -Dspark.executor.memory=1g -Dtbar.lease-seconds=10 ${TBAR_JAVA_OPTS:-}"
experiment() { # NAME WORD...
  local name=$1; shift
  "$tbar/tbar" experiment "${FILE:-$tbar/examples/cluster/tiny.yaml}" --set "DEMO=$demo" --threads 1 --out "$out/$name" \
    ${ONLY:+--only "$ONLY"} "$@" > "$out/$name.txt" 2>> "$out/$name.log"
}
plain() { sed -E 's/"(methodS|s)econds": ?[0-9.eE+-]+//g' "$1"; }
compare() { # NAME WHAT EXIT
  local same=DIFFERENT
  if cmp -s <(plain "$out/alone/cells.jsonl") <(plain "$out/$1/cells.jsonl"); then same=same; fi
  local stored; stored=$(find "$out/$1/store/stages" -mindepth 2 -maxdepth 2 -type d ! -name '.*' | wc -l)
  local half; half=$(find "$out/$1/store/stages" -name '*.unfinished' | wc -l)
  local computed; computed=$(grep -oE '[0-9]+ stages were computed|computed [0-9]+ stages' "$out/$1.log" | grep -oE '[0-9]+' | paste -sd+)
  printf '| %s | %s | %s | %s | %s | %s |\n' "$2" "$3" "$same" "$stored" "${computed:-$stored}" "$half" | tee -a "$out/table.md"
}
stored() { find "$out/$1/store/stages" -mindepth 2 -maxdepth 2 -type d ! -name '.*' 2> /dev/null | wc -l; }
wait_for() { # NAME COUNT: until so many stages are stored
  for ((t = 0; t < 1200; t++)); do if [ "$(stored "$1")" -ge "$2" ]; then return; fi; sleep 0.5; done
}
# ONLY (cells) and PARTS (what is tried) cut it down.
executors() { pgrep -P "$(cat "$PLACE/worker1.pid")"; }
master=spark://127.0.0.1:$PORT

"$tbar/examples/cluster/spark-standalone.sh" start || exit 1
trap '"$tbar/examples/cluster/spark-standalone.sh" stop' EXIT
start=$SECONDS; experiment alone; code=$?; compare alone "one process ($((SECONDS - start)) s)" $code
for part in ${PARTS:-shards spark executor worker driver}; do
  case $part in
    shards)
      experiment shards --shard 0/3 & experiment shards --shard 1/3 & experiment shards --shard 2/3 & 
      wait_for shards 2
      victim=$(pgrep -f "io.tbar.cli.Main experiment .*$out/shards --.*shard 1/3" | head -n 1)
      [ -z "$victim" ] || kill -9 "$victim"
      experiment shards --shard 1/3 &
      wait
      experiment shards --merge; compare shards "three shares, one killed with -9 and started again" $?
      ;;
    spark)
      start=$SECONDS; experiment spark --on "$master"; code=$?; compare spark "Spark, two executors ($((SECONDS - start)) s)" $code
      ;;
    executor)
      experiment executor --on "$master" & driver=$!
      wait_for executor 3
      victim=$(executors | head -n 1); [ -z "$victim" ] || kill -9 "$victim"
      wait $driver; compare executor "Spark, an executor killed with -9" $?
      ;;
    driver)
      experiment driver --on "$master" &
      wait_for driver 3
      victim=$(pgrep -f "io.tbar.cli.Main experiment .*$out/driver --on" | head -n 1); [ -z "$victim" ] || kill -9 "$victim"
      wait
      experiment driver --on "$master"; compare driver "Spark, the driver killed with -9 and started again" $?
      ;;
    worker)
      experiment worker --on "$master" & driver=$!
      wait_for worker 3
      kill "$(cat "$PLACE/worker2.pid")"
      wait $driver; compare worker "Spark, one of two workers ended for good" $?
      ;;
  esac
done
