# Every target is one line that also works without make, once the environment is there:
#
#   python -m venv .venv
#   .venv/bin/python -m pip install -c constraints.txt -e ".[dev]"        (Windows: .venv\Scripts\python)
#
#   make demo       .venv/bin/python -m simlib demo
#   make test       .venv/bin/python -m pytest
#   make test-long  .venv/bin/python -m pytest --long
#   make cockpit    .venv/bin/python -m simlib cockpit
#   make bench      .venv/bin/python benchmarks/engines.py
#   make lint       .venv/bin/python -m pytest tests/test_architecture.py

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

.PHONY: demo test test-long cockpit bench lint
.DEFAULT_GOAL := demo

demo: $(READY)
	$(RUN) -m simlib demo

test: $(READY)
	$(RUN) -m pytest

test-long: $(READY)
	$(RUN) -m pytest --long

cockpit: $(READY)
	$(RUN) -m simlib cockpit

bench: $(READY)
	$(RUN) benchmarks/engines.py

lint: $(READY)
	$(RUN) -m pytest tests/test_architecture.py

# uv installs four times faster than pip; where it cannot be had, pip does the same work.
$(READY): pyproject.toml constraints.txt
	@echo "Making the environment $(VENV) (Python packages at the versions of constraints.txt); about a minute."
	$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install -q -c constraints.txt uv && $(RUN) -m uv pip install -q -c constraints.txt -e ".[dev]" \
		|| $(RUN) -m pip install -q -c constraints.txt -e ".[dev]"
	@touch $@
	@echo "The environment is ready."
