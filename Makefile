# Two commands do everything on a fresh machine: `make run` and `make test`.

.PHONY: run chat train check unit test bench faults lint lock

run: .environment ## install, train if need be, start the bot
	@.venv/bin/decroche run

chat: .environment ## talk to the bot in the terminal
	@.venv/bin/decroche chat

train: .environment ## train the model
	@.venv/bin/decroche train

check: .environment ## check content/ and data/
	@.venv/bin/decroche check

unit: .environment-dev ## the tests that need no model, server, browser or all the content, on all cores
	@.venv/bin/python -m pytest -q -m unit -n auto --dist loadfile

test: lint .environment-contract .browser ## everything that CI runs
	@.venv/bin/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

bench: .environment-dev ## Rasa's default configuration beside this bot; writes docs/performance.md
	@.venv/bin/decroche train
	@.venv/bin/python -m tests.load.bench

faults: .environment-dev ## kills the parts of the bot in turn, and prints what was lost: an hour
	@.venv/bin/decroche train
	@.venv/bin/python -m tests.load.faults

lint: .environment-dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy

lock: ## resolve the dependencies of pyproject.toml again
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal \
	  --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal \
	  --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal \
	  --python-version 3.11 deploy/contract.in -o requirements-contract.lock
	uv pip compile -q --no-config --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  deploy/uv.in -o requirements-uv.lock

.PHONY: .environment .environment-dev .environment-contract .browser
.environment:
	@deploy/environment.sh requirements.lock

.environment-dev:
	@deploy/environment.sh requirements-dev.lock

.environment-contract: .environment-dev
	@deploy/environment.sh requirements-contract.lock .tools/contract

.browser:
	@deploy/browser.sh
