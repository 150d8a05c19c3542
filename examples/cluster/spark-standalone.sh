#!/usr/bin/env bash
# A Spark cluster from the jars that tbar brings, an experiment on it, and its end.
#   examples/cluster/spark-standalone.sh start           # on this machine: a master and WORKERS workers on loopback
#   ./tbar experiment examples/cluster/tiny.yaml --set DEMO=demo --on spark://127.0.0.1:7077
#   examples/cluster/spark-standalone.sh stop
# To change: HOST to the master's name in a network that you trust, WORKERS, CORES and MEMORY of each. On other machines
# start the last command of "start" alone, with the master's address.
set -euo pipefail
tbar=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
HOST=${HOST:-127.0.0.1} PORT=${PORT:-7077} WORKERS=${WORKERS:-2} CORES=${CORES:-1} MEMORY=${MEMORY:-3g}
PLACE=${PLACE:-$tbar/spark/target/cluster}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export SPARK_HOME=$tbar/spark/target SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=$HOST SPARK_WORKER_DIR=$PLACE/work

daemon() { # NAME CLASS WORD...: in the background, its number in PLACE/NAME.pid
  local name=$1; shift
  nohup "$java" -Xmx512m -cp "$SPARK_HOME/jars/*" "$@" > "$PLACE/$name.log" 2>&1 < /dev/null &
  echo $! > "$PLACE/$name.pid"
}

case ${1:-} in
  start)
    [ -d "$SPARK_HOME/jars" ] || { echo "build the module first: ./mvnw -DskipTests -pl spark -am package" >&2; exit 2; }
    mkdir -p "$PLACE"
    daemon master org.apache.spark.deploy.master.Master --host "$HOST" --port "$PORT" --webui-port 0
    for ((i = 1; i <= WORKERS; i++)); do
      daemon "worker$i" org.apache.spark.deploy.worker.Worker --host "$HOST" --webui-port 0 \
        --cores "$CORES" --memory "$MEMORY" "spark://$HOST:$PORT"
    done
    for ((i = 0; i < 120; i++)); do
      if [ "$(grep -c 'Registering worker' "$PLACE/master.log")" -ge "$WORKERS" ]; then exit 0; fi
      sleep 0.5
    done
    echo "the workers did not find the master; see $PLACE" >&2
    exit 1
    ;;
  stop)
    for pid in "$PLACE"/*.pid; do
      if [ -e "$pid" ]; then kill "$(cat "$pid")" 2> /dev/null || true; rm -f "$pid"; fi
    done
    ;;
  *) echo "usage: $0 start|stop" >&2; exit 2 ;;
esac
