#!/usr/bin/env bash
# bench.sh: measures, and writes bench/report.json; with growth or soak it prints what it saw. The machine should have nothing else to do.
set -euo pipefail
. "$(dirname "$0")/common.sh"

scripts/setup.sh demo
case ${1:-} in growth | soak) ;; *) say "measuring; this takes a few minutes" ;; esac
go -C bench run . "$@"
