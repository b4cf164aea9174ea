# shellcheck shell=bash
# What the scripts share. Sourced, never run; it leaves the caller in the repository's root.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# say prints one step in one line.
say() { printf '==> %s\n' "$*"; }

# die prints why the work stops and ends with status 1.
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least A B: version A is B or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# npm_ci DIR installs the packages of DIR exactly as its lock file says, unless they stand there already.
npm_ci() {
  local dir=$1 stamp=$1/node_modules/.menling-lock want
  want="$(node --version) $(sha256sum <"$dir/package-lock.json")"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    say "npm packages of $dir are those of its lock file"
    return
  fi
  say "installing the npm packages of $dir"
  (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error)
  printf '%s' "$want" >"$stamp"
}
