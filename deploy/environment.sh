#!/usr/bin/env bash
# Makes .venv from a lock file: environment.sh requirements.lock
# Makes the environment of a tool apart from it: environment.sh requirements-contract.lock .tools/contract
# Needs Python 3 with pip or venv, or uv. The system's Python is left alone (PEP 668): uv goes into
# .uv/ when there is none, of the version and digest of requirements-uv.lock, and finds or fetches
# the Python of .python-version, which goes there too: in root's home no service account could run it.
set -euo pipefail
umask 022 # as little could it what root's own mask may hide
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

tool=.uv/tool
export UV_PYTHON_INSTALL_DIR=$PWD/.uv/python

fetch_uv() {
  local options=(--quiet --require-hashes --no-deps --only-binary :all: -r requirements-uv.lock)
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
  rm -rf "$tool"
  if python3 -m pip --version > /dev/null 2>&1; then
    python3 -m pip install --target "$tool" "${options[@]}" >&2
  else
    python3 -m venv "$tool" && "$tool/bin/pip" install "${options[@]}" >&2
  fi
}

find_uv() {
  command -v uv && return
  local wanted
  wanted=$(sha256sum < requirements-uv.lock)
  if [ ! -x "$tool/bin/uv" ] || [ "$(cat "$tool/.fetched-from" 2> /dev/null)" != "$wanted" ]; then
    echo "Fetching uv into $tool/ ..." >&2
    if ! fetch_uv; then
      rm -rf "$tool"
      echo "setup: no uv: install it, or pip (Debian: apt install python3-pip) for" \
        "requirements-uv.lock, whose digest what is fetched must have" >&2
      return 2
    fi
    echo "$wanted" > "$tool/.fetched-from"
  fi
  echo "$tool/bin/uv"
}

uv=$(find_uv) || exit 2
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
