#!/usr/bin/env bash
# Registers and deploys a package of 1 GB and prints what that does to the heap of the service: every second a full collection,
# then what is left in use. Needs ./perch run in another terminal, and jcmd (JAVA_HOME).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

url=http://127.0.0.1:${PERCH_PORT:-8080}
ml=$url/_plugins/_ml
pid=$(cut -d' ' -f1 .perch/perch/perch.pid)
models=$PWD/.perch/models
work=$(mktemp -d)
trap 'rm -rf "$work" "$models/large.zip"' EXIT

# a real model of 90 MB, and weights beside it that nobody reads
(cd "$work" && "$JAVA_HOME/bin/jar" xf "$models/all-MiniLM-L6-v2.zip" && rm -rf META-INF &&
    head -c 950000000 /dev/urandom >padding.data && "$JAVA_HOME/bin/jar" cfM0 "$models/large.zip" .)
hash=$(sha256sum "$models/large.zip" | cut -d' ' -f1)

member() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }
json() { curl -s -X "$1" "$2" -H 'Content-Type: application/json' -d "$3"; }
live() { # MiB in use right after a full collection, from the collector's own log
    "$JAVA_HOME/bin/jcmd" "$pid" GC.run >/dev/null
    grep -oE 'Pause Full .*->[0-9]+M' "$work/gc.log" | tail -1 | sed 's/.*->//' | tr -dc 0-9
}
watch() { # task id
    local state=CREATED at=0 most=0
    while [ "$state" = CREATED ] || [ "$state" = RUNNING ]; do
        at=$(live)
        [ "$at" -le "$most" ] || most=$at
        answer=$(curl -s "$ml/tasks/$1?wait=1s")
        state=$(echo "$answer" | member state)
    done
    echo "$2: $state, heap in use at most $most MiB"
    [ "$state" = COMPLETED ] || { echo "$answer"; exit 1; }
}

"$JAVA_HOME/bin/jcmd" "$pid" VM.log output="$work/gc.log" what=gc >/dev/null
json PUT "$url/_cluster/settings" '{"persistent":{"plugins.ml_commons.allow_registering_model_via_url":true}}' >/dev/null
echo "package: $(($(stat -c %s "$models/large.zip") / 1000000)) MB; heap in use before: $(live) MiB"
began=$(date +%s)
answer=$(json POST "$ml/models/_register" '{"name":"large-'$began'","function_name":"TEXT_EMBEDDING","model_format":"ONNX",
    "model_config":{"model_type":"bert","embedding_dimension":384,"framework_type":"sentence_transformers"},
    "model_content_hash_value":"'"$hash"'","url":"file://'"$models"'/large.zip"}')
model=$(echo "$answer" | member model_id)
watch "$(echo "$answer" | member task_id)" register
watch "$(json POST "$ml/models/$model/_deploy" '' | member task_id)" deploy
echo "both together: $(($(date +%s) - began)) s"
curl -s -X POST "$ml/models/$model/_undeploy" >/dev/null
curl -s -X DELETE "$ml/models/$model" >/dev/null
echo "heap in use after: $(live) MiB"
