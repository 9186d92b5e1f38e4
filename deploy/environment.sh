#!/usr/bin/env bash
# Makes .venv from a lock file: environment.sh requirements.lock
# Makes the environment of a tool apart from it: environment.sh requirements-contract.lock .tools/contract
# Needs Python 3 with pip or venv, or uv. The system's Python is left alone (PEP 668): uv goes into
# .uv/ when there is none, and finds or fetches the Python 3.10 of .python-version.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
folder=${2:-.venv}
stamp=$folder/.synced-from

# The development lock holds everything of the other, so it serves both.
for candidate in "$lock" $([ "$folder" = .venv ] && echo requirements-dev.lock); do
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$candidate $(sha256sum < "$candidate")" ]; then
    exit 0
  fi
done

find_uv() {
  command -v uv && return
  if [ ! -x .uv/bin/uv ]; then
    echo "Fetching uv into .uv/ ..." >&2
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
      --target .uv uv >&2 ||
      { python3 -m venv .uv && .uv/bin/pip install --quiet uv >&2; } ||
      { echo "setup: no uv and no pip: install one (Debian: apt install python3-pip)" >&2; exit 2; }
  fi
  echo .uv/bin/uv
}

uv=$(find_uv)
echo "Preparing the environment from $lock ..." >&2
# The interpreter of .venv, where there is one: nothing is fetched twice.
python=.venv/bin/python
[ -x "$python" ] || python=$(cat .python-version)
[ -x "$folder/bin/python" ] || "$uv" venv --quiet --python "$python" "$folder"
export VIRTUAL_ENV=$PWD/$folder
# Compiled at once: where bytecode may not be written later, each start would cost ten seconds.
"$uv" pip sync --quiet --compile-bytecode "$lock"
if [ "$folder" = .venv ]; then
  "$uv" pip install --quiet --no-deps --no-build-isolation --editable .
fi
echo "$lock $(sha256sum < "$lock")" > "$stamp"
