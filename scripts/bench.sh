#!/usr/bin/env bash
# bench.sh: measures, and writes bench/report.json. The machine should have nothing else to do.
set -euo pipefail
. "$(dirname "$0")/common.sh"

scripts/setup.sh demo
say "measuring; this takes a few minutes"
go -C bench run . "$@"
