#!/usr/bin/env bash
# miniprogram.sh check: the tests of the mini-program component kit, and that its types say what its pages may write.
# miniprogram.sh pictures: draws docs/images/kit.png.
set -euo pipefail
. "$(dirname "$0")/common.sh"

run_check() {
  npm_ci miniprogram
  say "mini program kit: checking types"
  (cd miniprogram && npm run --silent check)
  say "mini program kit: tests in the simulator"
  (cd miniprogram && npm test --silent)
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
