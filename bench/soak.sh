#!/usr/bin/env bash
# Does Perch stay whole and its memory flat? 64 callers on four models (two ONNX fp32, ONNX int8, TorchScript) while these are
# deployed and undeployed.
#   bench/soak.sh [--native] [--minutes 10 | --cycles 100]
# Starts './perch demo' for itself, prints what it found, leaves the memory of every second in target/soak-*.csv. Ends with 1
# when a call was answered with an error that is not a clean refusal. Figures go to docs/measurements.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

unit=minutes
count=10
native=()
while [ $# -gt 0 ]; do
    case $1 in
        --native) native=(--native); shift ;;
        --minutes | --cycles) unit=${1#--}; count=$2; shift 2 ;;
        *) echo "usage: bench/soak.sh [--native] [--minutes N | --cycles N]" >&2; exit 2 ;;
    esac
done

url=http://127.0.0.1:${PERCH_PORT:-8080}
ml=$url/_plugins/_ml
log=$(mktemp)
# a heap that does not grow: what grows then is what this looks for
PERCH_JAVA_OPTIONS="-Xms512m -Xmx512m -XX:+AlwaysPreTouch" ./perch demo "${native[@]}" >"$log" 2>&1 &
launcher=$!
trap 'kill $launcher 2>/dev/null; wait $launcher 2>/dev/null || true; rm -f "$log"' EXIT
until grep -q 'swagger-ui' "$log"; do
    kill -0 $launcher 2>/dev/null || { cat "$log"; exit 1; }
    sleep 1
done
pid=$(cut -d' ' -f1 .perch/perch/perch.pid)

member() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }
# the JDK that ./perch has found
java=$(readlink -f /proc/$launcher/exe)
register() {
    local format=$1 hash=$2 zip=$3 answer
    answer=$(curl -s -X POST "$ml/models/_register" -H 'Content-Type: application/json' -d '{"name":"soak-'"$$-$RANDOM"'",
        "function_name":"TEXT_EMBEDDING","model_format":"'"$format"'","model_config":{"model_type":"bert",
        "embedding_dimension":384,"framework_type":"sentence_transformers"},"model_content_hash_value":"'"$hash"'",
        "url":"file://'"$zip"'"}')
    curl -s "$ml/tasks/$(echo "$answer" | member task_id)?wait=60s" >/dev/null
    models=$models,$(echo "$answer" | member model_id)
}
models=$(sed -n 's/^models //p' .perch/demo-leftovers | head -n 1)
{ read -r plain; read -r int8; read -r torch; } < <("$java" -cp "target/test-classes:$(cat target/dev.classpath)" \
    io.perch.dev.models.ModelPackage .perch/models)
register ONNX ${plain% *} "${plain#* }"
register ONNX ${int8% *} "${int8#* }"
register TORCH_SCRIPT ${torch% *} "${torch#* }"

mkdir -p target
"$java" bench/Soak.java "$url" "$pid" "$models" "target/soak-$unit.csv" "$unit" "$count"
