#!/usr/bin/env bash
# tidy.sh: formats the Go code and tidies every Go module.
set -euo pipefail
. "$(dirname "$0")/common.sh"

say "gofmt"
find . \( -name node_modules -o -name .git \) -prune -o -name '*.go' -print0 | xargs -0 gofmt -l -w
for module in . bench torture tools; do
  [ -f "$module/go.mod" ] || continue
  say "go mod tidy in $module"
  go -C "$module" mod tidy
done
