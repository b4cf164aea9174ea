#!/usr/bin/env bash
# miniprogram.sh check: the tests of the mini-program component kit, and that its types say what its pages may write.
# miniprogram.sh pictures: draws docs/images/kit.png.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# quietly COMMAND… shows what a command says only when it fails, and otherwise its counts.
quietly() {
  local told
  told=$("$@" 2>&1) || die "$told"
  grep -E '^(#|ℹ) (tests|pass|fail|skipped) ' <<<"$told"
}

run_check() {
  npm_ci miniprogram
  say "mini program kit: checking types"
  (cd miniprogram && npm run --silent check)
  say "mini program kit: tests in the simulator"
  quietly npm --prefix miniprogram test --silent
}

run_pictures() {
  npm_ci miniprogram
  say "mini program kit: drawing docs/images/kit.png"
  (cd miniprogram && npm run --silent pictures)
}

case "${1:-}" in
check) run_check ;;
pictures) run_pictures ;;
*) die "usage: scripts/miniprogram.sh check|pictures" ;;
esac
