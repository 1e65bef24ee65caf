#!/usr/bin/env bash
# Builds the site and the pack, verifies the pack, and lays what a release carries into
# dist/release/: the archive, and its checksum.
set -euo pipefail
runbook_gen="${RUNBOOK_GEN:-runbook-gen}"
"$runbook_gen" test
"$runbook_gen" build
rm -rf dist/release && mkdir -p dist/release
cp dist/rules/runbook-rules-*.tar.gz dist/release/
for pack in dist/release/*.tar.gz; do
  "$runbook_gen" verify "$pack"
done
cd dist/release && sha256sum -- *.tar.gz >SHA256SUMS
