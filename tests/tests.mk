# SPDX-License-Identifier: MIT
# What runs the tests. tests/run.sh runs programs and scripts, and counts.
.PHONY: test valgrind races faults acceptance demo update-fixtures coverage

HELPERS := $(addprefix $(BUILD)/tests/unit/,generate.o flatten.o over.o recovery.o)
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))
RUN     := EXLINT=$(abspath $(BUILD)/exlint) sh tests/run.sh

# Unit tests see the arena with tiny blocks, so that its rare paths run.
$(BUILD)/tiny/%.o: private CPPFLAGS += -DARENA_BLOCK=1
$(BUILD)/tiny/%.o: src/base/%.c | need
	$(COMPILE)

$(BUILD)/tests/unit/%: private LDLIBS += $(shell $(PKG) --libs cmocka)
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(HELPERS) $(BUILD)/tiny/arena.o $(filter-out %/base/arena.o,$(LIBRARY))
	$(LINK)

$(BUILD)/tests/unit/test_crashes: $(FUZZED)

# Makes calls fail, for tests/faults.sh. Sanitizers have allocators of their own and gcov writes files of its own, so
# that there it is left out.
FAIL   := $(BUILD)/tests/faults/fail.so
FAULTS := $(if $(filter release,$(MODE)),tests/faults.sh)
$(FAIL): tests/faults/fail.c
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -std=c11 -O1 $(WARNINGS) -fPIC -shared -o $@ $< -ldl

test: $(BUILD)/exlint $(UNITS) $(if $(FAULTS),$(FAIL))
	@FAIL=$(abspath $(FAIL)) $(RUN) $(UNITS) tests/fixtures.sh tests/tree.sh tests/schema.sh tests/readme.sh $(FAULTS) \
	    $(filter-out %/lib.sh,$(wildcard tests/cli/*.sh))

# Every call of every command; many minutes.
faults: $(BUILD)/exlint $(FAIL)
	@ALL=1 LIMIT=7200 FAIL=$(abspath $(FAIL)) $(RUN) tests/faults.sh

valgrind: $(BUILD)/exlint $(BUILD)/tests/unit/test_crashes
	@LIMIT=1800 CRASHES=$(abspath $(BUILD)/tests/unit/test_crashes) $(RUN) tests/valgrind.sh

# The thread sanitizer, over what runs in threads.
races:
	@$(MAKE) --no-print-directory MODE=tsan build/tsan/exlint build/tsan/tests/unit/test_threads
	@EXLINT=$(abspath build/tsan/exlint) sh tests/run.sh build/tsan/tests/unit/test_threads tests/cli/threads.sh

acceptance: $(BUILD)/exlint $(BUILD)/tests/unit/test_recovery
	@RECOVERY=$(abspath $(BUILD)/tests/unit/test_recovery) $(RUN) $(wildcard tests/acceptance/test_*.sh)

demo: $(BUILD)/exlint
	@EXLINT=$(BUILD)/exlint sh tests/demo/demo.sh

update-fixtures: $(BUILD)/exlint
	UPDATE=1 EXLINT=$(abspath $(BUILD)/exlint) sh tests/fixtures.sh

coverage:
	@command -v gcovr >/dev/null || { echo 'gcovr, of the package of that name, is needed.' >&2; exit 1; }
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	$(MAKE) MODE=coverage test
	gcovr --root . --filter src/ --sort-uncovered --fail-under-line 90 build/coverage
