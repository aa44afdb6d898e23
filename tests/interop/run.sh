#!/usr/bin/env bash
# Exports of GRAPH read by tools of others: N3.js, Comunica, KGX, Frictionless, sssom, Virtuoso, oxigraph.
# INTEROP_COMUNICA=1 has Comunica answer all named queries too, which takes minutes on a small graph.
# What is missing is installed into build/interop by its ordinary client, or left out with a line that says so.
# Usage: tests/interop/run.sh PYTHON GRAPH
set -u
python=$1 graph=$2
here=$(dirname "$0") work=build/interop
mkdir -p "$work/out" "$work/npm"
failed=0

step() { # step NAME COMMAND...: run it and say how it went
  local name=$1; shift
  if "$@" >"$work/$name.log" 2>&1; then echo "ok     $name: $(tail -n 1 "$work/$name.log")"
  else echo "WRONG  $name: see $work/$name.log"; failed=1; fi
}
skip() { echo "left out  $1: $2"; }

for form in nq trig ttl nt nanopub sssom csv kgx kgx-jsonl; do
  ending=$form; [ "$form" = nanopub ] && ending=nanopub.trig; [ "$form" = sssom ] && ending=sssom.tsv
  "$python" -m kg export --graph "$graph" --format "$form" --out "$work/out/graph.$ending" || exit 2
done

if command -v npm >/dev/null && { [ -d "$work/npm/node_modules/n3" ] ||
  npm install --silent --prefix "$work/npm" n3@1 @comunica/query-sparql-file@4 >"$work/npm.log" 2>&1; }; then
  export NODE_MODULES="$PWD/$work/npm/node_modules"
  step n3 node "$here/parse.mjs" "$work"/out/graph.{nq,trig,ttl,nt,nanopub.trig}
  step comunica "$NODE_MODULES/.bin/comunica-sparql-file" "$work/out/graph.nq" \
    'SELECT (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c a <https://w3id.org/claimgraph/vocab#Claim> } }' -t text/csv
else skip "n3, comunica" "npm is not installed or could not install them"; fi

venv() { # venv NAME PACKAGE...: an environment of its own, since these want versions that do not go with ours
  [ -x "$work/$1/bin/python" ] && [ -f "$work/$1/done" ] && return 0
  "$python" -m venv "$work/$1" && "$work/$1/bin/pip" install --quiet "${@:2}" >"$work/$1.log" 2>&1 && touch "$work/$1/done"
}
if venv kgx 'kgx>=2.4,<2.7' biolink-model; then
  step kgx-tsv "$work/kgx/bin/python" -W ignore "$here/kgx_check.py" "$work/out/graph.kgx" tsv
  step kgx-jsonl "$work/kgx/bin/python" -W ignore "$here/kgx_check.py" "$work/out/graph.kgx-jsonl" jsonl
else skip kgx "it could not be installed"; fi
if venv frictionless 'frictionless>=5,<6'; then
  step frictionless "$work/frictionless/bin/frictionless" validate "$work/out/graph.csv/datapackage.json"
else skip frictionless "it could not be installed"; fi
if venv sssom 'sssom>=0.4,<0.5'; then
  step sssom "$work/sssom/bin/sssom" validate "$work/out/graph.sssom.tsv"
else skip sssom "it could not be installed"; fi

if command -v virtuoso-t >/dev/null; then step virtuoso "$python" "$here/virtuoso.py" "$graph"
else skip virtuoso "apt-get install virtuoso-opensource-7"; fi
step stores "$python" "$here/stores.py" "$graph" ${INTEROP_COMUNICA:+"$NODE_MODULES/.bin/comunica-sparql-file"}
exit $failed
