#!/usr/bin/env bash
# test.sh: everything that must hold before a change goes in. It stops at the first failure and always says how long each stage took.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# Where goroutines meet. Tests that only repeat or measure skip themselves with -short.
RACE=(./wx/... ./wecom/... ./weapp/... ./sandbox/scenario/... ./internal/bus/... ./internal/app/...)

# Our own code is watched, and what it calls. SQLite, translated from C, and the hash of passwords would be 15 to 24 times slower for
# nothing: they share no memory of ours.
RACE_FLAGS=(-race -short -vet=off -timeout 10m '-gcflags=modernc.org/...=-race=false -d=checkptr=0' '-gcflags=golang.org/x/crypto/...=-race=false')

REPORT=()
STARTED=$SECONDS
MEMORY=

# keep_in_memory has what tests write and throw away kept in memory, where there is plenty and programs may be run from it: many small
# databases are made, and every one of them waits for its disk. A TMPDIR that is set already is left alone.
keep_in_memory() {
  [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] || return 0
  local room spare
  room=$(df -Pk /dev/shm | awk 'END { print int($4 / 1048576) }')
  spare=$(awk '$1 == "MemAvailable:" { print int($2 / 1048576) }' /proc/meminfo)
  [ "$room" -ge 4 ] && [ "$spare" -ge 10 ] || return 0
  MEMORY=$(mktemp -d /dev/shm/menling-test.XXXXXX)
  chmod 711 "$MEMORY" # PostgreSQL runs as somebody else
  if cp "$(type -P true)" "$MEMORY" && "$MEMORY/true" 2>/dev/null; then
    export TMPDIR=$MEMORY
    say "what tests write is kept in memory: $MEMORY"
  fi
}

# forget STATUS clears that memory; where something failed, all but the pictures of the stories.
forget() {
  local keep='menling-pictures-*'
  [ "$1" -ne 0 ] || keep=
  find "$MEMORY" -mindepth 1 -maxdepth 1 ! -name "$keep" -exec rm -rf {} + || true
  rmdir "$MEMORY" 2>/dev/null || say "left in memory: $MEMORY"
}

# stage NAME COMMAND… runs one stage and notes its time.
stage() {
  local name=$1 begin=$SECONDS
  shift
  say "$name"
  STAGE=$name
  "$@"
  STAGE=
  REPORT+=("$(printf '%5d s  %s' $((SECONDS - begin)) "$name")")
}

finish() {
  local status=$?
  [ -z "$MEMORY" ] || forget "$status"
  echo
  [ ${#REPORT[@]} -eq 0 ] || printf '%s\n' "${REPORT[@]}"
  printf '%5d s  in all\n' $((SECONDS - STARTED))
  if [ "$status" -eq 0 ]; then say "everything passed"; else say "failed in: ${STAGE:-set-up}"; fi
  exit "$status"
}

check_format() {
  local files
  files=$(find . \( -name node_modules -o -name .git \) -prune -o -name '*.go' -print0 | xargs -0 gofmt -l)
  [ -z "$files" ] || die "not formatted (run make tidy): $files"
}

# unraced lists the packages whose tests run without the race detector: all but those of RACE, and those of the whole product and the
# examples, which have stages of their own. The scenarios are in both: one of them is too long for the race detector.
unraced() {
  comm -23 <(go list ./... | grep -Ev '/menling/(e2e|examples)(/|$)' | sort) <(go list "${RACE[@]}" | sort)
  go list ./sandbox/scenario
}

# beside FIRST SECOND runs two commands side by side, so that no core is idle. What the first one says comes last. A function among them joins
# its steps by &&: the shell does not stop in it by itself.
beside() {
  local told status=0
  told=$(mktemp)
  $1 >"$told" 2>&1 &
  $2 || status=$?
  wait $! || status=$?
  cat "$told"
  rm "$told"
  return "$status"
}

test_go() {
  local list
  mapfile -t list < <(unraced)
  go test -vet=off -timeout 15m "${list[@]}"
}

raced() { CGO_ENABLED=1 go test "${RACE_FLAGS[@]}" "$@"; }

race_all() { raced "${RACE[@]}"; }

# The tests of the ledger, the desk and the API go through whole histories, and those of the store and the sandbox mostly through one call after
# the other; those where callers meet each other are enough here. So are those of the whole server in process.
race_meetings() {
  raced -run 'AtOnce|Callers|AtTheSameTime|Idempotency|APIKeys|Stream|Events|Session' ./internal/ledger/... ./internal/desk/... ./internal/api/... &&
    raced -run 'AtOnce|Callers|AtTheSameTime|UnderLoad|NobodyElses|AllNodes|OneLimit|FullDisk|Readers|Caller|Turns|Panic|Error|Deadlock|AheadOf|CloseSettles|BeforeCommit|Spool' ./internal/store/... &&
    raced -run 'WeComCodes|Faults|Serve|Callbacks|Receiver|GoOn|Retry|Restart|DeskTimeout|Concurren' ./sandbox &&
    raced -run 'TheWayOfARing|AtOnce|Admits|OneOfMany|LearnsWho' ./e2e
}

# MENLING_E2E makes a missing browser or interpreter a failure instead of a skip.
test_examples() {
  npm_ci examples/typescript && MENLING_E2E=1 go test -count=1 -timeout 10m ./examples/...
}

# The stories in the browser go two at a time, and all else of the whole product beside them: each waits for others half of its time.
test_e2e() {
  local status=0
  npm_ci e2e/browser
  WORK=$(mktemp -d)
  go test -c -o "$WORK/product" ./e2e
  beside product_apart product_browser || status=$?
  rm -r "$WORK"
  return "$status"
}

product_apart() { (cd e2e && MENLING_E2E=1 exec "$WORK/product" -test.timeout 18m -test.skip InABrowser); }
product_browser() { (cd e2e && MENLING_E2E=1 exec "$WORK/product" -test.timeout 18m -test.parallel 2 -test.run InABrowser); }

test_bench() {
  go -C bench vet ./... && go -C bench test -timeout 15m ./...
}

# Those who judge a torture are judged, and one dozen seconds of it show that it still runs; make torture is the long one.
test_torture() {
  go -C torture vet ./... && go -C torture test -timeout 10m ./...
}

trap finish EXIT
keep_in_memory
stage "set-up" scripts/setup.sh test
stage "Go modules" go mod download
stage "gofmt" check_format
stage "console, and go vet" beside "scripts/console.sh check" "go vet ./..."
stage "go test" test_go
stage "go test -race" beside race_meetings race_all
stage "mini program kit, and examples in each language" beside "scripts/miniprogram.sh check" test_examples
stage "whole product, and in a browser" test_e2e
stage "bench module, and torture" beside test_torture test_bench
