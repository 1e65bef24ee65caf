#!/usr/bin/env bash
# Installs this runbook-gen, with the libraries that its lock file pins, into a folder of its own.
#   action/install.sh FOLDER
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python3 -m venv "$1"
pip() { "$1/bin/python" -m pip --disable-pip-version-check --quiet install "${@:2}"; }
pip "$1" --require-hashes -r "$here/requirements.lock"
pip "$1" --no-deps --no-build-isolation "$here"
"$1/bin/runbook-gen" --version
