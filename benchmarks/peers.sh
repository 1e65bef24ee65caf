#!/bin/sh
# The peers that `make bench` measures beside us: each in an environment of its own under
# .venv-tools/, pinned by the lock files in benchmarks/peers/. What is there already is left alone.
#
#   sh benchmarks/peers.sh         install what is missing
#   sh benchmarks/peers.sh lock    pin anew what benchmarks/peers/*.in name
set -eu
cd "$(dirname "$0")/.."
for wanted in benchmarks/peers/*.in; do
  lock=${wanted%.in}.lock
  folder=.venv-tools/$(basename "$wanted" .in)
  if [ "${1:-}" = lock ]; then
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
      --generate-hashes --no-emit-index-url --no-header "$wanted" -o "$lock"
  elif ! cmp -s "$lock" "$folder/installed.lock"; then
    echo "Installing for the benchmarks: $folder"
    rm -rf "$folder"
    .venv/bin/python -m venv --without-pip "$folder"
    .venv/bin/python -m pip --python "$folder/bin/python" --disable-pip-version-check -qq install \
      --no-deps --require-hashes -r "$lock"
    cp "$lock" "$folder/installed.lock"
  fi
done
