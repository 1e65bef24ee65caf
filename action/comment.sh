#!/usr/bin/env bash
# Writes FILE as the one review comment of pull request PULL, or brings it up to date. It is found by
# the mark in its first line, and only among comments of the workflow's own user.
set -euo pipefail
: "${REPOSITORY:?}" "${PULL:?}" "${FILE:?}"
author="${AUTHOR:-github-actions[bot]}"
mark='<!-- runbook-gen review -->'
[[ "$PULL" =~ ^[0-9]+$ ]] || { echo "PULL is no number" >&2; exit 2; }
[ "$(head -n 1 "$FILE")" = "$mark" ] || { echo "$FILE is no review" >&2; exit 2; }
export author mark
old="$(gh api --paginate "repos/$REPOSITORY/issues/$PULL/comments" \
  --jq '.[] | select(.user.login == env.author and (.body | startswith(env.mark))) | .id' | head -n 1)"
if [[ "$old" =~ ^[0-9]+$ ]]; then
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$old" --field "body=@$FILE"
else
  gh api --silent --method POST "repos/$REPOSITORY/issues/$PULL/comments" --field "body=@$FILE"
fi
