#!/usr/bin/env bash
# Reviews what the files here change since they left BASE. The Action runs it, and so may you:
#   BASE=main action/review.sh
# Findings are printed as annotations of GitHub; the review goes to OUT as Markdown and JSON, and to
# the page of the run. What a change makes the tools print can give no command to the runner.
# Exit code: 0 sound, 1 something is to mend, 2 something could not run.
set -uo pipefail
: "${BASE:?names the revision that this shall be merged into}"
runbook_gen="${RUNBOOK_GEN:-runbook-gen}"
out="${OUT:-.runbook/review}"
worst=0

note() { # exit code: keep the worst
  [ "$1" -le "$worst" ] || worst="$1"
}

quietly() { # command …: its output is text to the runner, whatever it says
  local token code
  token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  echo "::stop-commands::$token"
  "$@" 2>&1
  code=$?
  echo "::$token::"
  return "$code"
}

fork="$(git merge-base -- "$BASE" HEAD)" || {
  echo "::error title=review::there is no commit that both $BASE and HEAD come from: fetch-depth: 0"
  exit 2
}
mkdir -p "$out" || exit 2

echo "::group::Check"
"$runbook_gen" check --since "$fork" --format github
note $?
echo "::endgroup::"

echo "::group::Prove the rules"
quietly "$runbook_gen" test
note $?
echo "::endgroup::"

"$runbook_gen" review "$BASE" --format markdown >"$out/review.md"
note $?
"$runbook_gen" review "$BASE" --format json >"$out/review.json"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$out/review.md" >>"$GITHUB_STEP_SUMMARY"

if [ "${BUILD:-true}" = true ]; then
  echo "::group::Build the site"
  quietly "$runbook_gen" build
  note $?
  echo "::endgroup::"
fi
exit "$worst"
