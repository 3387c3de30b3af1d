#!/usr/bin/env bash
# Start-up, memory and predict cost of Perch with the real MiniLM, on the JVM or (--native) as an executable.
# Prints the rows of docs/measurements.md. Takes about three minutes; run it on a quiet machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

url=http://127.0.0.1:${PERCH_PORT:-8080}
log=$(mktemp)
./perch demo "$@" >"$log" 2>&1 &
launcher=$!
trap 'kill $launcher 2>/dev/null; wait $launcher 2>/dev/null; rm -f "$log"' EXIT

until [ -s .perch/demo-model.id ] && grep -q 'swagger-ui' "$log"; do
    kill -0 $launcher 2>/dev/null || { cat "$log"; exit 1; }
    sleep 1
done
pid=$(cut -d' ' -f1 .perch/perch/perch.pid)
echo "start: $(grep -o 'started in [0-9.]*s' .perch/perch/perch.log | tail -1)"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" bench/Figures.java "$url" "$(cat .perch/demo-model.id)" "$pid"
