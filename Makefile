# Two commands: `make demo` shows Commonbeat on real open data, `make test` tries everything. The rest serves developers.
PYTHON ?= python3
HOST ?= localhost
PORT ?= 8000
IN := .venv/bin
MEASURED := first_page imports jobs outbox pages library policies attestation self_review survey areas disparity disclosure cells
MESSAGES := kit web ground ground/audit ground/work ground/agency ground/people ground/places ground/messaging ground/records ground/library \
	listen/reports listen/surveys listen/textline measure/findings measure/disparity measure/experience \
	act/promises act/recognition act/policies act/standards act/grants show/portal show/opendata show/library

export HOST PORT COMMONBEAT_PIP

.PHONY: demo test check prove bench oracles lock docs pictures messages clean dev help

help:
	@echo 'make demo      a whole agency on real open data at http://localhost:8000 (HOST, PORT); Ctrl-C ends it'
	@echo 'make test      every test on SQLite and PostgreSQL, in a browser, and make check; installs what it needs'
	@echo 'make check     format, lint, types, imports, templates, migrations, generated documents'
	@echo 'make prove     the long proofs, whose results are kept under docs/proofs'
	@echo 'make bench     what is timed, against which peers'
	@echo 'make oracles   the golden numbers of the statistics anew, by R (Debian: r-cran-survey r-cran-lme4 r-cran-jsonlite)'
	@echo 'make dev       everything for developing in .venv, without starting anything'
	@echo 'make lock      requirements/*.txt from requirements/*.in, with hashes and no host'
	@echo 'make docs      the documents that the code writes about itself; make pictures: the screenshots'
	@echo 'make messages  every sentence of code and templates into the translators’ .po files'
	@echo 'make clean     .venv, node_modules, demo data and whatever tests left'

demo: export COMMONBEAT_STARTED := $(shell date +%s)
demo:
	@$(PYTHON) scripts/set_up.py demo
	@exec $(IN)/python -m commonbeat demo

test:
	@$(PYTHON) scripts/set_up.py dev
	@$(IN)/python scripts/run_tests.py

dev:
	@$(PYTHON) scripts/set_up.py dev

check: dev
	@$(IN)/python scripts/run_checks.py

prove: dev
	@OPENBLAS_NUM_THREADS=1 $(IN)/python -m pytest bench/proofs -p no:cacheprovider -n 2 --dist worksteal -rP --durations=0

bench: dev
	@for measured in $(MEASURED); do echo; $(IN)/python bench/$$measured.py || exit 1; done

oracles:
	@for script in scripts/oracles/*.R; do echo "$$script"; Rscript "$$script" || exit 1; done

lock:
	@sh scripts/lock.sh

docs: dev
	@COMMONBEAT_KEY_DJANGO=for-documents COMMONBEAT_KEY_FIELDS=for-documents $(IN)/python -m commonbeat document

pictures: dev
	@$(IN)/python scripts/pictures.py

messages: dev
	@for app in $(MESSAGES); do (cd src/commonbeat/$$app && $(CURDIR)/$(IN)/django-admin makemessages -l es \
	  --no-location --no-obsolete --no-wrap) || exit 1; done

clean:
	rm -rf .venv node_modules .demo .postgres .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  .coverage* htmlcov test-results src/commonbeat/kit/static/vendor
	find src tests -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm {} +
