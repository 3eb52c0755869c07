# SPDX-License-Identifier: MIT
# GNU make. Everything that is made goes to build/.
#   make            the program, build/exlint        make test        every test (MODE=asan: under sanitizers)
#   make bench      speed, next to the floor     make fuzz         SECONDS=60 for each target
#   make linear     time grows as the page does, on nasty pages
#   make lint       gcc -fanalyzer, cppcheck, clang-tidy, mandoc     make coverage    lines that the tests run
#   make valgrind   memcheck     make races       the thread sanitizer     make faults     each call that can fail does
#   make demo       the main job on content/         make acceptance  the same on ../shared, where it is there
#   make deps       the Debian packages it needs     make install     PREFIX=/usr/local DESTDIR=
VERSION  := 0.1.0
PREFIX   ?= /usr/local
MODE     ?= release
BUILD    ?= build$(if $(filter-out release,$(MODE)),/$(MODE))
LIBRARIES := libcmark yaml-0.1 libpcre2-8 jansson
DEBIAN   := libcmark-dev libyaml-dev libpcre2-dev libjansson-dev libcmocka-dev pkg-config
PKG      ?= pkg-config

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wundef -Wvla -Wcast-qual -Wformat=2 $(if $(DEV),-Werror)
# What only some compilers and processors know is asked for, once.
takes     = $(shell printf 'int main(void) { return 0; }' | $(CC) -Werror -O2 $(1) -x c -o /dev/null - 2>/dev/null && echo $(1))
HARDENING  = $(eval HARDENING := -fstack-protector-strong -fPIE $(call takes,-fstack-clash-protection) $(call takes,-fcf-protection))$(HARDENING)
FORTIFY   := $(if $(shell $(CC) -dumpfullversion 2>/dev/null | grep -E '^(1[2-9]|[2-9][0-9])\.'),3,2)
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=$(FORTIFY)
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -g -fsanitize=thread
CFLAGS_analyzer := -O1 -fanalyzer -Werror
CFLAGS_coverage := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CFLAGS   ?= $(CFLAGS_$(MODE))
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DEXLINT_VERSION='"$(VERSION)"' -Isrc -I$(BUILD)/gen
LIBRARY_CFLAGS = $(eval LIBRARY_CFLAGS := $(shell $(PKG) --cflags $(LIBRARIES)))$(LIBRARY_CFLAGS)
LIBRARY_LIBS   = $(eval LIBRARY_LIBS := $(shell $(PKG) --libs $(LIBRARIES)))$(LIBRARY_LIBS)
ALL_CFLAGS  = -std=c11 $(WARNINGS) $(HARDENING) $(CFLAGS) $(LIBRARY_CFLAGS)
ALL_LDFLAGS = $(CFLAGS) -pie -Wl,-z,relro,-z,now,-z,noexecstack -pthread $(LDFLAGS)
LDLIBS      = $(LIBRARY_LIBS) -lm

# V=1 shows the commands.
Q   := $(if $(V),,@)
say  = @$(if $(V),:,printf '  %s  %s\n' $(1) $(2))

SOURCES := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(filter-out $(BUILD)/src/main.o $(BUILD)/src/embed.o,$(OBJECTS))
HELPERS := $(addprefix $(BUILD)/tests/unit/,generate.o flatten.o over.o recovery.o)
FUZZED := $(patsubst %.c,$(BUILD)/%.o,$(filter-out fuzz/main.c,$(wildcard fuzz/*.c)))
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))

MANUAL  := $(addprefix content/exlint/by-example/,beginner.md intermediate.md advanced.md expert.md)
SCHEMAS := $(wildcard schemas/*.yaml) schemas/config.schema.json

.PHONY: faults valgrind races linear bench bench-peers fuzz all test acceptance demo deps need install uninstall format lint coverage clean update-fixtures
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/exlint

$(BUILD)/exlint: $(BUILD)/src/main.o $(LIBRARY)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c | need
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -pthread -MMD -MP -c -o $@ $<

# The manual travels in the program: `exlint explain` prints from it. So do the profiles, and the schemas of front
# matter and of profiles.
EMBED := $(BUILD)/gen/embed
$(EMBED): $(BUILD)/src/embed.o $(filter $(BUILD)/src/base/% $(BUILD)/src/doc/% $(BUILD)/src/read/yaml.o,$(OBJECTS))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/gen/manual.inc: $(MANUAL) $(EMBED)
	$(Q)$(EMBED) manual $(MANUAL) >$@

$(BUILD)/gen/schemas.inc: $(SCHEMAS) $(EMBED)
	$(Q)$(EMBED) schemas $(SCHEMAS) >$@

$(BUILD)/src/command/manual.o: $(BUILD)/gen/manual.inc
$(BUILD)/src/command/profile_file.o: $(BUILD)/gen/schemas.inc

# Unit tests see the arena with tiny blocks, so that its rare paths run.
$(BUILD)/tiny/%.o: src/base/%.c | need
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) -DARENA_BLOCK=1 $(ALL_CFLAGS) -pthread -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(HELPERS) $(BUILD)/tiny/arena.o \
                       $(filter-out %/base/arena.o,$(LIBRARY))
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(shell $(PKG) --libs cmocka)

$(BUILD)/tests/unit/test_crashes: $(FUZZED)

# Makes calls fail, for tests/faults.sh. Sanitizers have allocators of their own and gcov writes files of its own, so
# that there it is left out.
FAIL := $(BUILD)/tests/faults/fail.so
$(FAIL): tests/faults/fail.c
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -std=c11 -O1 $(WARNINGS) -fPIC -shared -o $@ $< -ldl

FAULTS := $(if $(filter release,$(MODE)),tests/faults.sh)
test: $(BUILD)/exlint $(UNITS) $(if $(FAULTS),$(FAIL))
	@EXLINT=$(abspath $(BUILD)/exlint) FAIL=$(abspath $(FAIL)) sh tests/run.sh $(UNITS) tests/fixtures.sh tests/tree.sh tests/schema.sh tests/readme.sh $(FAULTS) $(filter-out %/lib.sh,$(wildcard tests/cli/*.sh))

valgrind: $(BUILD)/exlint $(BUILD)/tests/unit/test_crashes
	@EXLINT=$(abspath $(BUILD)/exlint) CRASHES=$(abspath $(BUILD)/tests/unit/test_crashes) LIMIT=1800 sh tests/run.sh tests/valgrind.sh

# The thread sanitizer, over what runs in threads.
races:
	@$(MAKE) --no-print-directory MODE=tsan build/tsan/exlint build/tsan/tests/unit/test_threads
	@EXLINT=$(abspath build/tsan/exlint) sh tests/run.sh build/tsan/tests/unit/test_threads tests/cli/threads.sh

# Every call of every command; many minutes.
faults: $(BUILD)/exlint $(FAIL)
	@ALL=1 EXLINT=$(abspath $(BUILD)/exlint) FAIL=$(abspath $(FAIL)) LIMIT=7200 sh tests/run.sh tests/faults.sh

# Minutes, where instructions are counted by valgrind: so it is no part of `make test`, but of .ci/run.
linear: $(BUILD)/exlint $(BUILD)/bench/measure
	@EXLINT=$(abspath $(BUILD)/exlint) MEASURE=$(abspath $(BUILD)/bench/measure) LIMIT=3600 sh tests/run.sh tests/linear.sh

acceptance: $(BUILD)/exlint $(BUILD)/tests/unit/test_recovery
	@EXLINT=$(abspath $(BUILD)/exlint) RECOVERY=$(abspath $(BUILD)/tests/unit/test_recovery) sh tests/run.sh $(wildcard tests/acceptance/test_*.sh)

demo: $(BUILD)/exlint
	@EXLINT=$(BUILD)/exlint sh tests/demo/demo.sh

update-fixtures: $(BUILD)/exlint
	UPDATE=1 EXLINT=$(abspath $(BUILD)/exlint) sh tests/fixtures.sh

need:
	@$(PKG) --exists $(LIBRARIES) cmocka 2>/dev/null || $(MAKE) --no-print-directory deps

deps:
	@if command -v apt-get >/dev/null; then \
	  as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libc6-dev $(DEBIAN); \
	else \
	  echo "exlint needs the libraries libcmark, libyaml, PCRE2, jansson and cmocka, with headers, and pkg-config." >&2; \
	  echo "On Debian they are the packages: $(DEBIAN)" >&2; exit 1; \
	fi

install: $(BUILD)/exlint
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/exlint
	install -m 755 $(BUILD)/exlint $(DESTDIR)$(PREFIX)/bin/exlint
	install -m 644 man/exlint.1 $(DESTDIR)$(PREFIX)/share/man/man1/exlint.1
	install -m 644 schemas/*.json schemas/*.yaml $(DESTDIR)$(PREFIX)/share/exlint/

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/exlint $(DESTDIR)$(PREFIX)/share/man/man1/exlint.1 $(DESTDIR)$(PREFIX)/share/exlint

format:
	clang-format -i $(SOURCES) $(wildcard src/*/*.h tests/unit/*.[ch])

# What is left out of the checks is said, with the reason, in .clang-tidy and beside each NOLINT.
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
lint: $(BUILD)/gen/manual.inc $(BUILD)/gen/schemas.inc
	$(MAKE) --no-print-directory MODE=analyzer CC=gcc all
	cppcheck --quiet --std=c11 --enable=warning,portability,performance --inline-suppr --error-exitcode=1 -j $(JOBS) -Isrc src
	@printf '%s\n' $(SOURCES) | xargs -P $(JOBS) -n 6 clang-tidy --quiet # with compile_flags.txt, as editors read it
	mandoc -T lint -W warning man/exlint.1

coverage:
	@command -v gcovr >/dev/null || { echo 'gcovr, of the package of that name, is needed.' >&2; exit 1; }
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	$(MAKE) MODE=coverage test
	gcovr --root . --filter src/ --sort-uncovered --fail-under-line 90 build/coverage

clean:
	rm -rf build

-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/fuzz/*.d $(BUILD)/bench/*.d $(BUILD)/tests/unit/*.d $(BUILD)/tiny/*.d)

# CORPUS=dir for other pages than those made from content/; ROUNDS=5; SLOW=1 for the peers that take minutes.
BENCH  := $(BUILD)/bench
CORPUS ?= $(BUILD)/bench-corpus
PAGES_TO_VARY := $(MANUAL) content/tutorial/hugo/beginner.md content/tutorial/annotated/beginner.md

bench: $(BUILD)/exlint $(BENCH)/floor $(BENCH)/measure $(if $(filter $(BUILD)/bench-corpus,$(CORPUS)),$(BENCH)/corpus)
	@sh bench/bench.sh $(BUILD)/exlint $(BUILD) $(CORPUS)

bench-peers:
	sh bench/peers.sh $(BUILD)/peers

$(BENCH)/%: $(BUILD)/bench/%.o
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH)/corpus: $(BENCH)/vary $(PAGES_TO_VARY)
	@rm -rf $(BUILD)/bench-corpus
	@$(BENCH)/vary $(BUILD)/bench-corpus 50 $(PAGES_TO_VARY)
	@touch $@

# libFuzzer (clang, libclang-rt-14-dev); each target (or TARGETS=…) for SECONDS.
SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory MODE=fuzz CC=clang build/fuzz/fuzzer
	@sh fuzz/run.sh build/fuzz/fuzzer build/fuzz $(SECONDS) $(TARGETS)

$(BUILD)/fuzzer: $(BUILD)/fuzz/main.o $(FUZZED) $(BUILD)/tests/unit/flatten.o $(LIBRARY)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
