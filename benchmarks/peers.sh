#!/bin/sh
# The peers that `make bench` measures beside us: each in an environment of its own under
# .venv-tools/, pinned by the lock files in benchmarks/peers/. What is there already is left alone.
# Those that the tests drive too are the very same environments: tests/real-tools.sh pins them.
#
#   sh benchmarks/peers.sh         install what is missing
#   sh benchmarks/peers.sh lock    pin anew what benchmarks/peers/*.in name
set -eu
cd "$(dirname "$0")/.."
tested=tests/real/tools
if [ "${1:-}" = lock ]; then
  for wanted in benchmarks/peers/*.in; do
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
      --generate-hashes --no-emit-index-url --no-header "$wanted" -o "${wanted%.in}.lock"
  done
  exit
fi
for lock in benchmarks/peers/*.lock "$tested/semgrep.lock" "$tested/sigma.lock" \
  "$tested/kubernetes-validate.lock" "$tested/yaml.lock"; do
  folder=.venv-tools/$(basename "$lock" .lock)
  cmp -s "$lock" "$folder/installed.lock" && continue
  echo "Installing for the benchmarks: $folder"
  rm -rf "$folder"
  .venv/bin/python -m venv --without-pip "$folder"
  .venv/bin/python -m pip --python "$folder/bin/python" --disable-pip-version-check -qq install \
    --no-deps --require-hashes -r "$lock"
  cp "$lock" "$folder/installed.lock"
done
