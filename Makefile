# SPDX-License-Identifier: MIT
# GNU make. Everything that is made goes to build/.
#   make            the program, build/exlint        make test        every test (MODE=asan: under sanitizers)
#   make demo       the main job on content/         make acceptance  the same on ../shared, where it is there
#   make deps       the Debian packages it needs     make install     PREFIX=/usr/local DESTDIR=
VERSION  := 0.1.0
PREFIX   ?= /usr/local
MODE     ?= release
BUILD    ?= build$(if $(filter-out release,$(MODE)),/$(MODE))
PACKAGES := libcmark libyaml-0.1 yaml-0.1 libpcre2-8 jansson
LIBRARIES := libcmark yaml-0.1 libpcre2-8 jansson
DEBIAN   := libcmark-dev libyaml-dev libpcre2-dev libjansson-dev libcmocka-dev pkg-config
PKG      ?= pkg-config

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wundef -Wvla -Wcast-qual -Wformat=2 $(if $(DEV),-Werror)
HARDENING := -fstack-protector-strong -fPIE
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -g -fsanitize=thread
CFLAGS_coverage := -O0 -g --coverage
CFLAGS   ?= $(CFLAGS_$(MODE))
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DEXLINT_VERSION='"$(VERSION)"' -Isrc -I$(BUILD)/gen
ALL_CFLAGS  = -std=c11 $(WARNINGS) $(HARDENING) $(CFLAGS) $(shell $(PKG) --cflags $(LIBRARIES))
ALL_LDFLAGS = $(CFLAGS) -pie -Wl,-z,relro,-z,now -pthread $(LDFLAGS)
LDLIBS      = $(shell $(PKG) --libs $(LIBRARIES)) -lm

SOURCES := $(wildcard src/*.c src/*/*.c src/*/*/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))

.PHONY: all test acceptance demo deps need install uninstall format lint coverage clean update-fixtures
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/exlint

$(BUILD)/exlint: $(OBJECTS)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c | need
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -pthread -MMD -MP -c -o $@ $<

# Unit tests see the arena with tiny blocks, so that its rare paths run.
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(LIBRARY)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(shell $(PKG) --libs cmocka)

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

clean:
	rm -rf build

-include $(OBJECTS:.o=.d)
