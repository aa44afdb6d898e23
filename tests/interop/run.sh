#!/usr/bin/env bash
# Exports and answers of GRAPH, checked by tools of others: a table of formats, then one of stores.
# INTEROP_COMUNICA=1 has Comunica answer all named queries too, which takes minutes on a small graph.
# What npm and pip can install goes into WORK (build/interop) by their ordinary clients; rapper (raptor2-utils), serdi,
# libapache-jena-java and virtuoso-opensource-7 are Debian's. What is missing is left out with a line that says so.
# Usage: tests/interop/run.sh PYTHON GRAPH [WORK]
set -u
python=$1 graph=$2 work=${3:-build/interop}
here=$(dirname "$0")
mkdir -p "$work/out" "$work/npm"
failed=0

venv() { # venv NAME PACKAGE...: an environment of its own, since these want versions that do not go with ours
  [ -f "$work/$1/done" ] && return 0
  "$python" -m venv "$work/$1" && "$work/$1/bin/pip" install --quiet "${@:2}" >"$work/$1.log" 2>&1 && touch "$work/$1/done"
}
[ -d "$work/npm/node_modules/n3" ] || npm install --silent --prefix "$work/npm" n3@1 @comunica/query-sparql-file@4 \
  >"$work/npm.log" 2>&1 || echo "left out: what npm would have installed, see $work/npm.log"
venv kgx 'kgx>=2.4,<2.7' 'biolink-model>=4.4,<5' || echo "left out: kgx, see $work/kgx.log"
# KGX asks for the prefixes of Biolink 2.2.5: those of the nearest release that the package index has.
[ -d "$work/kgx/biolink-2" ] || { "$python" -m pip download --quiet --no-deps --dest "$work/kgx" biolink-model==2.2.6 \
  >"$work/biolink.log" 2>&1 && "$python" -m zipfile -e "$work"/kgx/biolink_model-2.2.6-*.whl "$work/kgx/biolink-2"; }
venv frictionless 'frictionless>=5,<6' || echo "left out: frictionless, see $work/frictionless.log"
venv sssom 'sssom>=0.4,<0.5' || echo "left out: sssom, see $work/sssom.log"

"$python" -W ignore "$here/formats.py" "$graph" "$work" || failed=1
"$python" "$here/stores.py" "$graph" \
  ${INTEROP_COMUNICA:+"$work/npm/node_modules/.bin/comunica-sparql-file"} || failed=1
if command -v virtuoso-t >/dev/null; then "$python" "$here/virtuoso.py" "$graph" || failed=1
else echo "left out: apt-get install virtuoso-opensource-7"; fi
exit $failed
