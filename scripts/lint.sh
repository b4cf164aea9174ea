#!/usr/bin/env bash
# lint.sh: golangci-lint as pinned in tools/go.mod, on the product, bench/ and torture/; shellcheck where it is installed.
set -euo pipefail
. "$(dirname "$0")/common.sh"

say "building golangci-lint (a minute or two the first time)"
linter=$(go -C tools tool -n golangci-lint)
say "golangci-lint"
"$linter" run ./...
for module in bench torture; do
  say "golangci-lint, $module module"
  (cd "$module" && "$linter" run --config ../.golangci.yml ./...)
done
if have shellcheck; then
  say "shellcheck"
  shellcheck --external-sources --source-path=scripts scripts/*.sh examples/ci/*.sh .ci/run
fi
