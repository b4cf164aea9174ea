#!/usr/bin/env bash
# setup.sh demo|test: checks what the work needs and, as root on Debian, installs what is missing by name.
set -euo pipefail
. "$(dirname "$0")/common.sh"

NODE_MIN=20.19.0

# need_go asks for the Go version that go.mod names. A Go since 1.21 fetches a newer toolchain by itself.
need_go() {
  local want found
  want=$(awk '$1 == "go" { print $2; exit }' go.mod)
  have go || die "Go is missing. Install Go $want or newer from https://go.dev/dl/, then run this again."
  found=$(go env GOVERSION 2>/dev/null || (cd / && go env GOVERSION))
  found=${found#go}
  at_least "$found" "$want" ||
    die "Go $found is too old: menling needs $want or newer, from https://go.dev/dl/."
  say "Go $found"
}

need_node() {
  local found
  if ! have node || ! have npm; then die "Node and npm are missing. Install Node $NODE_MIN or newer from https://nodejs.org/."; fi
  found=$(node --version)
  found=${found#v}
  at_least "$found" "$NODE_MIN" || die "Node $found is too old: the console needs $NODE_MIN or newer, from https://nodejs.org/."
  say "Node $found"
}

have_c() { have gcc && echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1; }
have_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_browser() { have chromium || have chromium-browser || have google-chrome; }
have_python() { have python3 && python3 -c 'import json, urllib.request' 2>/dev/null; }
# The compiler too: examples/java runs straight from its source, which is for 17 or newer.
have_java() { have java && have javac && at_least "$(javac -version 2>&1 | awk '{ print $2 }')" 17; }
have_php() { have php && php -r 'exit(extension_loaded("curl") ? 0 : 1);'; }
have_chinese_font() { have fc-list && fc-list :lang=zh family 2>/dev/null | grep -q .; }

# missing_packages prints the Debian packages that `make test` lacks, one a line.
missing_packages() {
  have node || echo nodejs
  have npm || echo npm
  have git || echo git
  have_c || printf '%s\n' gcc libc6-dev # the race detector needs cgo
  have_postgres || echo postgresql
  have_browser || echo chromium
  # The languages of examples/, and what the commands of docs/guides/sandbox-ci.md call.
  have_python || echo python3
  have_java || echo default-jdk-headless
  have_php || printf '%s\n' php-cli php-curl
  have curl || echo curl
  have jq || echo jq
  have_chinese_font || printf '%s\n' fontconfig fonts-wqy-zenhei
}

install_missing() {
  local packages
  mapfile -t packages < <(missing_packages)
  if [ ${#packages[@]} -eq 0 ]; then
    say "system packages: nothing missing"
    return
  fi
  have apt-get || die "missing: ${packages[*]} (Debian's names). Install them by your system's means, then run this again."
  if [ "$(id -u)" -ne 0 ]; then
    printf 'error: these packages are missing. Run this, then try again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n' "${packages[*]}" >&2
    exit 1
  fi
  say "installing ${packages[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

case "${1:-}" in
demo)
  need_go
  say "building menling; the first time takes a minute or two"
  ;;
test)
  need_go
  install_missing
  need_node
  ;;
*) die "usage: scripts/setup.sh demo|test" ;;
esac
