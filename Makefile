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

.PHONY: help demo check-readers test test-long lint eval eval-postings keywords bench bench-extraction simulate install dist docs clean-data

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-13s %s\n", $$1, $$2}'

demo: ## serve three invented boards, crawl them, and write the report to data/demo/report/index.html
	$(CARGO) build --workspace
	$(ROLESCOPE) run $(DEMO)

check-readers: ## read the demo's tables with DuckDB, pandas, pyarrow, polars, Spark, Datasette, Excel's format and the validators (PyPI; DATA=DIR names others)
	python3 crates/tables/tests/readers.py $(or $(DATA),data/demo)

test: ## all tests
	$(CARGO) test --workspace

test-long: ## what takes minutes: 200 kills of a crawl and of the whole command, and our archives read by warcio (skipped without Python)
	$(CARGO) test -p rolescope-crawl --test kills -- --kills 200
	KILLS=200 $(CARGO) test -p rolescope --test it a_killed_crawl
	sh crates/archive/tests/warcio.sh

lint: ## formatting and clippy, as CI has them
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings

# What the weighted keywords are learned with. A quarter of the ads, by employer, is set aside: no author of phrases reads them.
LEARN = $(ROLESCOPE) gold learn --taxonomy pipelines/engagement/taxonomy
SET_ASIDE = @test -d $(EVAL)/data/gold || { echo "no labelled ads in $(EVAL)/data/gold; name their folder: make $@ EVAL=DIR"; exit 1; }; \
	mkdir -p $(EVAL_OUT) && python3 pipelines/engagement/set_aside.py $(EVAL)/data/gold/train.jsonl $(EVAL_OUT)/read.jsonl $(EVAL_OUT)/unread.jsonl

eval: ## score the tagger on labelled real ads: patterns alone, with keywords, sections (EVAL=DIR names where they lie)
	$(SET_ASIDE)
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
	@echo; echo "== the quarter set aside, patterns only"
	@$(ROLESCOPE) gold score --patterns-only $(EVAL_OUT)/unread.jsonl
	@echo "== the same with keywords, cross-validated over employers"
	@$(LEARN) $(EVAL)/data/gold/train.jsonl --unread $(EVAL_OUT)/unread.jsonl --out $(EVAL_OUT)/keywords-unread.csv
	@$(MAKE) --no-print-directory eval-postings
	@echo "== what is learned, by 5-fold cross-validation over employers, train and dev; counted where no author of phrases has read: the quarter and dev"
	@$(LEARN) $(EVAL)/data/gold/train.jsonl --unread $(EVAL_OUT)/unread.jsonl --unread $(EVAL)/data/gold/dev.jsonl --out $(EVAL_OUT)/keywords.csv
	@echo "== robots.txt: vectors, real files, time"
	@$(CARGO) run --quiet -p rolescope-crawl --example robots_vectors -- $(EVAL)/data/fixtures/robots-vectors.json $(EVAL)/data/fixtures/protego-robots/robots-4k.tar.gz

eval-postings: ## score what is read of labelled real ads: kind of job, place, pay, dates, structure; and which pairs are one vacancy
	$(CARGO) build --quiet --workspace
	@mkdir -p $(EVAL_OUT)
	@echo; echo "== what an ad says of the job: 150 ads, labelled blind to the rules"
	@python3 pipelines/engagement/score_kinds.py $(ROLESCOPE) pipelines/engagement/labels/kinds.jsonl $(EVAL)/data $(EVAL_OUT) --confusion
	@echo; echo "== answers of job boards"
	@$(ROLESCOPE) read $(EVAL)/data/fixtures/careerkit-ats > $(EVAL_OUT)/boards.jsonl || true; wc -l < $(EVAL_OUT)/boards.jsonl
	@echo; echo "== pairs of ads: one vacancy or not; time for 5, 10 and 20 thousand"
	@gunzip -c $(EVAL)/data/postings/nhs-2020.jsonl.gz > $(EVAL_OUT)/nhs.jsonl
	@$(CARGO) run --quiet -p rolescope-posting --example score_pairs -- $(EVAL_OUT)/nhs.jsonl pipelines/engagement/labels/pairs.csv
	@echo; echo "== all of them read"
	@$(ROLESCOPE) read $(EVAL_OUT)/nhs.jsonl > $(EVAL_OUT)/nhs-read.jsonl
	@python3 pipelines/engagement/markup_left.py $(EVAL_OUT)/nhs-read.jsonl

keywords: ## learn the weighted keywords anew, after phrases changed
	$(SET_ASIDE)
	$(CARGO) build --quiet --workspace
	$(LEARN) $(EVAL)/data/gold/train.jsonl --unread $(EVAL_OUT)/unread.jsonl --out pipelines/engagement/keywords.csv

bench: ## one benchmark per stage
	$(CARGO) bench --workspace --profile dev --bench '*'

bench-extraction: ## what extractors get out of job pages: words, list items, speed (ADS=FILE names JobPosting objects, one a line)
	CARGO_TARGET_DIR=$(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/extraction $(CARGO) run --release --locked --manifest-path benches/extraction/Cargo.toml -- $(if $(ADS),$(abspath $(ADS)))

simulate: ## the coverage study: what intervals and corrections do where the truth is known, into crates/statistics/SIMULATION.md
	$(CARGO) run --quiet -p rolescope-statistics --example simulate > crates/statistics/SIMULATION.md.part
	@mv crates/statistics/SIMULATION.md.part crates/statistics/SIMULATION.md && cat crates/statistics/SIMULATION.md

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
