#!/bin/sh
# The tests drive two programs that pip cannot install. Install them where that is allowed;
# elsewhere say how, and go on without them: their tests are then skipped, loudly.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v promtool >/dev/null 2>&1 || missing="$missing prometheus"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
fi
for tool in chromium promtool; do
  command -v "$tool" >/dev/null 2>&1 && continue
  echo "WARNING: $tool is missing; its tests will not run." >&2
  echo "  Debian and Ubuntu: sudo apt-get install chromium prometheus" >&2
  [ "${CI:-}" = "" ] || exit 1
done
exit 0
