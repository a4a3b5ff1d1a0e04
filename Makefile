# The front door. `make help` lists what there is.
#
# demo and test share one profile and one target folder, so that a newcomer waits for the dependencies once.

CARGO ?= cargo
# The binary itself: `cargo run -p` would build some dependencies a second time, with the features of one crate alone.
ROLESCOPE := $(or $(CARGO_TARGET_DIR),target)/debug/rolescope
DEMO := pipelines/demo/study.toml
# Real ads to measure on, which are not part of this repository.
EVAL ?= ../shared
EVAL_OUT := data/eval

.PHONY: help demo test lint eval keywords bench install dist docs clean-data

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-11s %s\n", $$1, $$2}'

demo: ## serve three invented boards, crawl them, and write the report to data/demo/report/index.html
	$(CARGO) build --workspace
	$(ROLESCOPE) run $(DEMO)

test: ## all tests
	$(CARGO) test --workspace

lint: ## formatting and clippy, as CI has them
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings

eval: ## score the tagger on labelled real ads: patterns alone, with keywords, sections (EVAL=DIR names where they lie)
	@test -d $(EVAL)/data/gold || { echo "no labelled ads in $(EVAL)/data/gold; name their folder: make eval EVAL=DIR"; exit 1; }
	@mkdir -p $(EVAL_OUT)
	$(CARGO) build --quiet --workspace
	@echo "== patterns only"
	@$(ROLESCOPE) annotate --patterns-only $(EVAL)/data/gold/dev.jsonl > $(EVAL_OUT)/patterns.jsonl
	@python3 $(EVAL)/tools/score.py $(EVAL)/data/gold/dev.jsonl $(EVAL_OUT)/patterns.jsonl
	@echo; echo "== patterns and keywords"
	@$(ROLESCOPE) annotate $(EVAL)/data/gold/dev.jsonl > $(EVAL_OUT)/dev.jsonl
	@python3 $(EVAL)/tools/score.py $(EVAL)/data/gold/dev.jsonl $(EVAL_OUT)/dev.jsonl
	@echo; echo "== the same by rolescope's own count"
	@$(ROLESCOPE) gold score $(EVAL)/data/gold/dev.jsonl
	@echo; echo "== sections"
	@python3 $(EVAL)/tools/score_sections.py $(EVAL)/data/gold/dev.jsonl $(EVAL)/data/gold/dev-sections.jsonl $(EVAL_OUT)/dev.jsonl
	@echo; echo "== what is learned, by 5-fold cross-validation over employers, train and dev"
	@$(ROLESCOPE) gold learn $(EVAL)/data/gold/train.jsonl $(EVAL)/data/gold/dev.jsonl --taxonomy pipelines/engagement/taxonomy --out $(EVAL_OUT)/keywords.csv

keywords: ## learn the weighted keywords anew, after phrases changed (UNREAD=FILE: ads that no author of phrases has read)
	$(CARGO) build --quiet --workspace
	$(ROLESCOPE) gold learn $(EVAL)/data/gold/train.jsonl $(if $(UNREAD),--unread $(UNREAD)) --taxonomy pipelines/engagement/taxonomy --out pipelines/engagement/keywords.csv

bench: ## one benchmark per stage
	$(CARGO) bench --workspace --profile dev --bench '*'

install: ## build the release and install the command (polars takes many minutes of CPU)
	$(CARGO) install --locked --path crates/rolescope

dist: ## the binary as it is published
	$(CARGO) build --profile dist --locked -p rolescope

docs: demo ## bring the data dictionary in pipelines/README.md and the README's picture up to date
	cp data/demo/report/charts/competencies.svg pipelines/demo/competencies.svg
	@$(ROLESCOPE) schema > pipelines/README.md.dictionary
	@sed '/^# The tables$$/,$$d' pipelines/README.md > pipelines/README.md.part && cat pipelines/README.md.dictionary >> pipelines/README.md.part
	@mv pipelines/README.md.part pipelines/README.md && rm pipelines/README.md.dictionary

clean-data: ## remove what the demo wrote
	rm -rf data/demo
