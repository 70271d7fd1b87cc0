# Target utama: make demo, make test. Keduanya menyiapkan semuanya sendiri (butuh python3 >= 3.11 dengan modul venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIAP := $(VENV)/.siap

.PHONY: demo test lint dokumen gambar cakupan fuzz tolok-ukur clean

# Made anew whenever the declared dependencies change; harmless on a dirty checkout.
$(SIAP): setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	# setuptools warns at length about editable installs; real errors still show.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable '.[test]'
	# As pip does for what it installs elsewhere, so that no command compiles what it loads.
	$(BIN)/python -m compileall -q ikixl
	touch $(SIAP)

demo: $(SIAP)
	$(BIN)/ikixl demo demo

lint: $(SIAP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -rs

dokumen: $(SIAP)
	$(BIN)/python docs/perbarui.py

# The pictures of README and docs, drawn anew from real workbooks; needs LibreOffice and pdftoppm.
gambar: $(SIAP)
	$(BIN)/python docs/gambar.py

# Branch coverage of the reader, identity and number parsing, which is kept at 100 %.
cakupan: $(SIAP)
	$(BIN)/python tests/cakupan.py

# Any number of damaged returns: make fuzz N=100000 BENIH=7
N ?= 20000
BENIH ?= 1
fuzz: $(SIAP)
	$(BIN)/python -m tests.fuzz --mutan $(N) --benih $(BENIH)

# Ours against the rivals; PENUH=1 measures at full size, which takes a quarter of an hour on a quiet machine.
PENUH ?=
tolok-ukur: $(SIAP)
	$(BIN)/python -m benchmarks $(if $(PENUH),--penuh)

clean:
	rm -rf $(VENV) demo build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
