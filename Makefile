# SPDX-License-Identifier: MIT
# GNU make. Everything that is made goes to build/.
#   make            the program, build/exlint            make lint       gcc -fanalyzer, cppcheck, clang-tidy, mandoc
#   make deps       the Debian packages it needs         make install    PREFIX=/usr/local DESTDIR=
# tests/tests.mk:
#   make test       every test (MODE=asan: sanitizers)   make coverage   lines that the tests run
#   make valgrind   memcheck                             make races      the thread sanitizer
#   make faults     each call that can fail does         make acceptance the main job on ../shared, where it is there
#   make demo       the main job on content/
# bench/bench.mk, fuzz/fuzz.mk:
#   make bench      speed, next to the floor             make linear     time grows as the page does, on nasty pages
#   make fuzz       SECONDS=60 for each target
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
FUZZED  := $(patsubst %.c,$(BUILD)/%.o,$(filter-out fuzz/main.c,$(wildcard fuzz/*.c)))

MANUAL  := $(addprefix content/exlint/by-example/,beginner.md intermediate.md advanced.md expert.md)
SCHEMAS := $(wildcard schemas/*.yaml) schemas/config.schema.json

.PHONY: all need deps install uninstall format lint clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/exlint

define COMPILE
@mkdir -p $(@D)
$(call say,CC,$<)
$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -pthread -MMD -MP -c -o $@ $<
endef

define LINK
@mkdir -p $(@D)
$(call say,LD,$@)
$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)
endef

$(BUILD)/exlint: $(BUILD)/src/main.o $(LIBRARY)
	$(LINK)

$(BUILD)/%.o: %.c | need
	$(COMPILE)

# The manual travels in the program: `exlint explain` prints from it. So do the profiles, and the schemas of front
# matter and of profiles.
EMBED := $(BUILD)/gen/embed
$(EMBED): $(BUILD)/src/embed.o $(filter $(BUILD)/src/base/% $(BUILD)/src/doc/% $(BUILD)/src/read/yaml.o,$(OBJECTS))
	$(LINK)

$(BUILD)/gen/manual.inc: $(MANUAL) $(EMBED)
	$(Q)$(EMBED) manual $(MANUAL) >$@

$(BUILD)/gen/schemas.inc: $(SCHEMAS) $(EMBED)
	$(Q)$(EMBED) schemas $(SCHEMAS) >$@

$(BUILD)/src/command/manual.o: $(BUILD)/gen/manual.inc
$(BUILD)/src/command/profile_file.o: $(BUILD)/gen/schemas.inc

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

clean:
	rm -rf build

include tests/tests.mk bench/bench.mk fuzz/fuzz.mk

-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/fuzz/*.d $(BUILD)/bench/*.d $(BUILD)/tests/unit/*.d $(BUILD)/tiny/*.d)
