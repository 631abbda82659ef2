# 明复 Mingfu. `make help` lists the targets.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet
UV := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --python-version 3.11 --upgrade
# A folder that was moved, or a Python that was upgraded, leaves an environment that no longer starts.
$(shell grep -qsF "$(CURDIR)/$(VENV)" $(BIN)/pip && $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/.run $(VENV)/.test)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
.DEFAULT_GOAL := help
.PHONY: run setup test soak check tidy bench pictures lifecycle lock help clean fonts packages test-packages test-setup

run: setup  ## 启动明复（首次启动建库并装入演示单位） / start Mingfu, with a demonstration office the first time
	@MINGFU_HOME="$${MINGFU_HOME:-$(CURDIR)/var}"; export MINGFU_HOME; wanted="$$MINGFU_HOME/.demo-wanted"; \
	if [ -z "$$MINGFU_DATABASE_URL" ] && [ -z "$$(ls -A "$$MINGFU_HOME" 2>/dev/null)" ]; then new=yes; fi; \
	$(BIN)/mingfu init && if [ "$$new" ]; then touch "$$wanted"; fi && \
	if [ -e "$$wanted" ]; then $(BIN)/mingfu demo >/dev/null && rm "$$wanted"; fi && \
	exec $(BIN)/mingfu serve --host $(HOST) --port $(PORT)

setup: $(VENV)/.run $(VENV)/.fonts  ## 准备 .venv，内有 mingfu / prepare .venv with mingfu in it

test: test-setup  ## 全部测试（SQLite、PostgreSQL、浏览器） / every test; ARGS="-k clock" chooses some
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

soak: test-setup  ## 长时间的断电、竞争与性质测试 / the long crash, race and property runs
	@MINGFU_SOAK=1 $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: test-setup  ## 静态检查 / ruff, mypy --strict, import contracts
	@failed=""; for tool in "ruff check ." "ruff format --check --output-format concise ." mypy lint-imports; do \
	$(BIN)/$$tool || failed="$$failed; $$tool"; done; \
	if [ "$$failed" ]; then echo "未通过 / failed$$failed" >&2; exit 1; fi

tidy: test-setup  ## 自动整理代码格式 / let ruff mend what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: test-setup  ## 性能对照表 / the benchmarks; ARGS="calendar --json" chooses some
	@$(BIN)/python tests/bench/run.py $(ARGS)

pictures: test-setup  ## 给每个页面拍照，供人查看：DIR=目录 / photograph every page for people to look at: DIR=folder
	@$(BIN)/python tests/browser/pictures.py "$(or $(DIR),$(CURDIR)/build/pictures)"

lifecycle: setup  ## 由代码写出 docs/lifecycle.md / write docs/lifecycle.md from the code
	@$(BIN)/mingfu lifecycle > docs/lifecycle.md.new && mv docs/lifecycle.md.new docs/lifecycle.md

fonts:  ## 重新获取文书字体 / fetch the type of the letters again
	@rm -f $(VENV)/.fonts; $(MAKE) --no-print-directory $(VENV)/.fonts

lock: setup  ## 重新求解依赖的最新相容版本 / resolve the newest compatible releases anew
	@$(PIP) uv
	@$(UV) --quiet --extra build --extra dev -o requirements-dev.lock
	@$(UV) --quiet --extra build --constraint requirements-dev.lock -o requirements.lock

help:  ## 列出全部目标 / list the targets
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*  ## (.*)$$/make \1\t\2/' | expand -t 16

clean:  ## 删除可再生成的文件（不动 var/） / remove what can be made again; never the store
	@rm -rf $(VENV) *.egg-info build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

packages:
	@PYTHON="$(PYTHON)" sh .ci/packages run

test-packages:
	@PYTHON="$(PYTHON)" sh .ci/packages test

test-setup: test-packages $(VENV)/.test $(VENV)/.fonts

$(VENV)/.run: requirements.lock pyproject.toml | packages
	@[ "$(PYTHON)" ] || { echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed" >&2; exit 1; }
	@$(BIN)/pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "安装依赖 / installing dependencies"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Tried once: a machine without a network is not kept waiting at every start.
$(VENV)/.fonts: .ci/fonts | $(VENV)/.run
	@sh .ci/fonts $(VENV)/share/mingfu/fonts
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.run
	@echo "安装测试依赖 / installing what the tests need"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
