#!/usr/bin/env bash
# console.sh build: builds the web console into console/dist and the custom element into web/dist, which are committed.
# console.sh check: types, unit tests, and the proof that both are what their sources build.
set -euo pipefail
. "$(dirname "$0")/common.sh"

STALE="is not what its sources build: run make console and commit"
TYPES=src/api/schema.d.ts

# make_types FILE writes the TypeScript types of the HTTP API, made from docs/openapi.json.
make_types() { (cd console && npx --no-install openapi-typescript ../docs/openapi.json --default-non-nullable=false -o "$1" >/dev/null); }

# build DIR builds the console from nothing into the empty folder DIR.
build() { (cd console && npm run --silent build -- --logLevel warn --emptyOutDir --outDir "$1"); }

# build_element DIR does the same with the custom element of web/, by the console's tools.
build_element() { (cd console && npx --no-install vite build ../web --config ../web/vite.config.js --logLevel warn --emptyOutDir --outDir "$1"); }

has_types() { [ -f docs/openapi.json ] && [ -f "console/$TYPES" ]; }

committed() { ! git rev-parse --is-inside-work-tree >/dev/null 2>&1 || [ -z "$(git status --porcelain --ignored -- console/dist web/dist)" ]; }

run_build() {
  npm_ci console
  if has_types; then
    say "console: types of the HTTP API"
    make_types "$TYPES"
  fi
  say "console: checking types"
  (cd console && npm run --silent check)
  say "console: building console/dist"
  build "$PWD/console/dist"
  say "console: building web/dist"
  build_element "$PWD/web/dist"
}

run_check() {
  npm_ci console
  # Not local: the trap runs after this function has ended.
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  if has_types; then
    say "console: $TYPES is what docs/openapi.json says"
    make_types "$scratch/schema.d.ts"
    cmp -s "$scratch/schema.d.ts" "console/$TYPES" || die "console/$TYPES is older than docs/openapi.json: run make console and commit"
  fi
  say "console: checking types"
  (cd console && npm run --silent check)
  say "console: unit tests"
  (cd console && npm test --silent)
  say "console: a clean build equals console/dist"
  build "$scratch/dist"
  diff -rq "$scratch/dist" console/dist || die "console/dist $STALE"
  say "console: a clean build equals web/dist"
  build_element "$scratch/element"
  diff -rq "$scratch/element" web/dist || die "web/dist $STALE"
  committed || die "console/dist or web/dist has changes that are not committed: run make console and commit"
}

case "${1:-}" in
build) run_build ;;
check) run_check ;;
*) die "usage: scripts/console.sh build|check" ;;
esac
