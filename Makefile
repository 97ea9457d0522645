# The whole routine; the work is done by `python -m assistant.install`, which needs no make.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run setup test check format lint eval gate bench load

run:            ## set up what is missing and serve the chat page on 127.0.0.1:7860
	@$(PYTHON) -m assistant.install run

setup:          ## the same without serving
	@$(PYTHON) -m assistant.install setup

test:           ## set up what the tests need and run them all
	@$(PYTHON) -m assistant.install test

check:          ## the quick tests: no model, no browser
	@$(PYTHON) -m assistant.install check -q

format:
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

lint:           ## what every commit must pass
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports

eval:           ## ask the dev cases, beside simpler pipelines; the report goes to var/eval/report.html
	@$(PYTHON) -m assistant.install eval run

gate:           ## what CI asks of answers: the dev cases against eval/baseline.json
	@$(PYTHON) -m assistant.install eval check

bench:          ## how fast, as ratios in one run, beside the tutorial pipeline
	@$(PYTHON) -m assistant.install eval bench

load:           ## 50 people at once on a real server, two minutes through the API and two on the chat page: errors, 95th percentile, memory
	@$(PYTHON) -m assistant.install eval load
