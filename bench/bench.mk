# SPDX-License-Identifier: MIT
# CORPUS=dir for other pages than those made from content/; ROUNDS=5; SLOW=1 for the peers that take minutes.
.PHONY: bench bench-peers linear

BENCH  := $(BUILD)/bench
CORPUS ?= $(BUILD)/bench-corpus
PAGES_TO_VARY := $(MANUAL) content/tutorial/hugo/beginner.md content/tutorial/annotated/beginner.md

bench: $(BUILD)/exlint $(BENCH)/floor $(BENCH)/measure $(if $(filter $(BUILD)/bench-corpus,$(CORPUS)),$(BENCH)/corpus)
	@sh bench/bench.sh $(BUILD)/exlint $(BUILD) $(CORPUS)

bench-peers:
	sh bench/peers.sh $(BUILD)/peers

# Minutes, where instructions are counted by valgrind: so it is no part of `make test`, but of .ci/run.
linear: $(BUILD)/exlint $(BENCH)/measure
	@LIMIT=3600 MEASURE=$(abspath $(BENCH)/measure) $(RUN) tests/linear.sh

$(BENCH)/%: $(BUILD)/bench/%.o
	$(LINK)

$(BENCH)/corpus: $(BENCH)/vary $(PAGES_TO_VARY)
	@rm -rf $(BUILD)/bench-corpus
	@$(BENCH)/vary $(BUILD)/bench-corpus 50 $(PAGES_TO_VARY)
	@touch $@
