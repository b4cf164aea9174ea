# `make` lists what can be done. The steps themselves stand in scripts/.
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-growth soak torture lint console tidy

ADDR ?= 127.0.0.1:9080
SANDBOX_ADDR ?= 127.0.0.1:9180
DATA ?= ./menling-demo

help: ## List these targets
	@echo "menling 门铃"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Run menling with its sandbox: a console and a customer's phone, no WeChat account (DEMO=--fresh starts over)
	@scripts/setup.sh demo
	go run . demo --addr $(ADDR) --sandbox-addr $(SANDBOX_ADDR) --data $(DATA) $(DEMO)

test: ## Install what the tests need, then run every check and test
	@scripts/test.sh

bench: ## Measure, and write bench/report.json
	@scripts/bench.sh

bench-growth: ## Ask the same of ever more customers: GROWTH_MAX=1000000 ON=PostgreSQL
	@scripts/bench.sh growth -max $(or $(GROWTH_MAX),100000) -on $(or $(ON),SQLite)

soak: ## Load a server steadily, and see that nothing grows: HOURS=1 MINUTES=0
	@scripts/bench.sh soak -hours $(or $(HOURS),0) -minutes $(or $(MINUTES),0)

torture: ## Break what it stands on while it is used, and judge what is left (MINUTES=3 MODE=sqlite|nodes SEED=n RATE=60 FROM=an-older-menling)
	@scripts/setup.sh demo
	go -C torture run . -minutes $(or $(MINUTES),3) -mode "$(MODE)" -seed $(or $(SEED),0) -rate $(or $(RATE),60) -from "$(abspath $(FROM))"

lint: ## Run the linters (pinned in tools/go.mod; the first run builds them)
	@scripts/lint.sh

console: ## Build the web console into console/dist, which is committed
	@scripts/console.sh build

tidy: ## Format the Go code and tidy every Go module
	@scripts/tidy.sh
