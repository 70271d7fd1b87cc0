# Target utama: make demo, make test. Keduanya menyiapkan semuanya sendiri (butuh python3 >= 3.11 dengan modul venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIAP := $(VENV)/.siap

.PHONY: demo test lint dokumen clean

# Made anew whenever the declared dependencies change; harmless on a dirty checkout.
$(SIAP): setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	# setuptools warns at length about editable installs; real errors still show.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $(SIAP)

demo: $(SIAP)
	$(BIN)/ikixl demo demo

lint: $(SIAP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto -rs

dokumen: $(SIAP)
	$(BIN)/python docs/perbarui.py

clean:
	rm -rf $(VENV) demo build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
