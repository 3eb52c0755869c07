# SPDX-License-Identifier: MIT
# libFuzzer (clang, libclang-rt-14-dev); each target (or TARGETS=…) for SECONDS.
.PHONY: fuzz

SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory MODE=fuzz CC=clang build/fuzz/fuzzer
	@sh fuzz/run.sh build/fuzz/fuzzer build/fuzz $(SECONDS) $(TARGETS)

$(BUILD)/fuzzer: private LDLIBS += -fsanitize=fuzzer
$(BUILD)/fuzzer: $(BUILD)/fuzz/main.o $(FUZZED) $(BUILD)/tests/unit/flatten.o $(LIBRARY)
	$(LINK)
