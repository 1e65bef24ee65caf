#!/usr/bin/env bash
# Finds the open pull request whose newest commit is HEAD_SHA, and writes its number and the commit
# that it shall be merged into to GITHUB_OUTPUT: `number=…`, `base=…`, both empty where there is none
# (any more). Names come from the environment, since whoever opens a pull request chooses them.
set -euo pipefail
: "${REPOSITORY:?}" "${HEAD_OWNER:?}" "${HEAD_BRANCH:?}" "${HEAD_SHA:?}"
export HEAD_SHA
found="$(gh api --method GET "repos/$REPOSITORY/pulls" \
  --raw-field state=open --raw-field "head=$HEAD_OWNER:$HEAD_BRANCH" \
  --jq 'map(select(.head.sha == env.HEAD_SHA))[0] // empty | "\(.number) \(.base.sha)"')"
if [[ "$found" =~ ^([0-9]+)\ ([0-9a-f]{40,64})$ ]]; then
  printf 'number=%s\nbase=%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >>"$GITHUB_OUTPUT"
else
  echo "No open pull request ends at $HEAD_SHA: a newer commit has its own review."
  printf 'number=\nbase=\n' >>"$GITHUB_OUTPUT"
fi
