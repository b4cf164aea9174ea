#!/bin/sh
# with-sandbox.sh COMMAND…: runs a command, your tests say, beside a sandbox of its own, whose address is in $MENLING_SANDBOX.
# It ends with the command's exit status. When that is not 0, what the sandbox saw is left in the folder sandbox-log.
set -eu

[ $# -gt 0 ] || { echo "usage: with-sandbox.sh COMMAND…" >&2; exit 2; }
dir=$(mktemp -d)
mkfifo "$dir/ready"
menling sandbox --addr 127.0.0.1:0 >"$dir/ready" 2>"$dir/log" & # port 0: a free one
sandbox=$!
trap 'kill -TERM "$sandbox" 2>/dev/null || true; wait "$sandbox" || true; rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# One line comes when it serves, {"url":"http://127.0.0.1:40123","phone":"…"}, and none when it cannot.
read -r ready <"$dir/ready" || { cat "$dir/log" >&2; exit 1; }
MENLING_SANDBOX=$(printf '%s' "$ready" | sed 's/.*"url":"\([^"]*\)".*/\1/') # with jq: jq -r .url
export MENLING_SANDBOX

status=0
"$@" || status=$?
if [ "$status" -ne 0 ]; then
  mkdir -p sandbox-log
  cp "$dir/log" sandbox-log/stderr.txt
  for what in calls pushes; do
    curl -fsS -o "sandbox-log/$what.json" "$MENLING_SANDBOX/sandbox/v1/$what?limit=10000" || true
  done
  echo "the command ended with status $status: what the sandbox saw is in sandbox-log" >&2
fi
exit "$status"
