# Everything a newcomer needs. PYTHON may name another interpreter: make test PYTHON=python3.12
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
GRAPH  ?= demo-graph
CORPORA ?= ../shared/corpora
TEXTS  ?= ../shared/papers/unlabelled-text.txt.gz

.PHONY: help demo test test-slow browser assets lint types bench interop figures snapshot train clean

help:            ## show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/\t/' | expand -t 14

$(BIN)/kg: pyproject.toml
	$(PYTHON) -c 'import sys; assert (3, 11) <= sys.version_info[:2] < (3, 13), "Python 3.11 or 3.12 is needed; name one: make $(MAKECMDGOALS) PYTHON=python3.12"'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(BIN)/pytest: $(BIN)/kg
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(BIN)/kg  ## build a graph from the bundled papers and answer three questions
	$(BIN)/kg demo --graph $(GRAPH)

test: $(BIN)/pytest  ## run the tests (no network)
	$(BIN)/python -m pytest -m 'not slow'

test-slow: $(BIN)/pytest  ## run the slow tests too
	$(BIN)/python -m pytest

browser: $(BIN)/pytest  ## look at the pages in chromium (apt-get install chromium chromium-driver); GRAPH=folder for your own
	$(BIN)/python -m pip install --quiet --editable '.[browser]'
	$(BIN)/python -m kg.pages.fetch_assets tests/pages/packages.json build/browser
	KG_BROWSER=build/browser KG_BROWSER_GRAPH=$(if $(wildcard $(GRAPH)/CURRENT),$(GRAPH)) \
		$(BIN)/python -m pytest -m browser tests/pages -rA

assets: $(BIN)/kg  ## fetch the scripts of the pages again by name, version and checksum (needs npm)
	$(BIN)/python -m kg.pages.fetch_assets

lint: $(BIN)/pytest  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/pytest  ## check types
	$(BIN)/mypy

bench: $(BIN)/kg  ## measure speed on INPUT=file-or-folder
	$(BIN)/python -m benchmarks.pipeline $(INPUT)

interop: $(BIN)/pytest  ## have other tools read the exports of GRAPH and stores answer its queries; a table of counts
	tests/interop/run.sh $(BIN)/python $(GRAPH)

figures: $(BIN)/kg  ## measure the figures of the README on CORPORA=folder, with WEIGHTS=folder if given; build/figures keeps sets
	$(BIN)/python -m benchmarks.figures --corpora $(CORPORA) --readme README.md --page benchmarks/figures.md --beside \
		--plot benchmarks/figures.svg $(if $(WEIGHTS),--weights $(WEIGHTS))

snapshot: $(BIN)/kg  ## rebuild the packed ontologies from their released data (needs the package index)
	$(BIN)/python -m pip install --quiet --editable '.[snapshot]'
	$(BIN)/python -m ontologies.snapshot.build --out ontologies/snapshot/data
	$(BIN)/python -m ontologies.snapshot.organisms --out ontologies/snapshot/data

train: $(BIN)/kg  ## learn the packed weights again from CORPORA=folder and TEXTS=file (an hour of one core)
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m extractors.training --corpora $(CORPORA) --texts $(TEXTS) --out extractors/models

clean:           ## remove the environment and the demo graph
	rm -rf $(VENV) $(GRAPH)
