# Copyright (C) 2026 The pgdqa authors
# SPDX-License-Identifier: GPL-3.0-or-later

VERSION   := $(shell sed -n 's/^Version: *//p' DESCRIPTION)
TARBALL   := pgdqa-$(VERSION).tar.gz
OCTAVE    ?= octave-cli
OCTAVE_IN_TREE = $(OCTAVE) --no-history --path '$(CURDIR)/m' --path '$(CURDIR)/src'
C_FILES    = $(shell find src tests bench -name '*.[ch]' -not -path '*/build/*' 2>/dev/null)
# first, so that no core idles at the end
SLOWEST   := tests/install.bats tests/core.bats
# install.bats runs bist.bats on the installed package
TESTS     ?= $(SLOWEST) $(filter-out tests/bist.bats $(SLOWEST),$(wildcard tests/*.bats))
override PREFIX := $(if $(PREFIX),$(if $(filter /%,$(firstword $(PREFIX))),,$(CURDIR)/)$(PREFIX))
IN_PREFIX  = pkg ('prefix', '$(PREFIX)', '$(PREFIX)'); pkg ('local_list', '$(PREFIX)/octave_packages');

# arguments of $(MAKE): below src/ in parallel, by the jobs of `make -j` where it is called so
IN_SRC     = --no-print-directory -C src $(if $(findstring jobserver,$(MAKEFLAGS)),,--jobs=$(shell nproc 2>/dev/null || echo 2))
# ends with the sentence that .ci/setup writes where tools are missing
NEEDS      = $(if $(1),$(error $(1)))
.NOTPARALLEL:  # here, in order
.PHONY: help all setup demo test test-long check mpi-check lint asan fuzz bench reproduce install dist doc format clean

help:     ## print this list (default)
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' Makefile | expand -t 11

all:      ## build src/pgdqa_mex.mex and src/pgdqa_mex_single.mex
	$(call NEEDS,$(shell .ci/setup build))
	@$(MAKE) $(IN_SRC) all

setup:    ## check for the tools needed, those of the tests included; as root on Debian install what is missing
	$(call NEEDS,$(shell .ci/setup tests))

demo:     ## run the demonstration; it writes into demo-output/
	$(call NEEDS,$(shell .ci/setup))
	@$(MAKE) $(IN_SRC) --question all || { echo 'Building pgdqa, once ...' && $(MAKE) $(IN_SRC) --silent all say=; }
	@$(OCTAVE_IN_TREE) --eval pgdqa_demo

test: setup all  ## run the tests (TESTS=tests/docs.bats: of one file; MATCH='the help': with that in their names; JOBS=4: at a time)
	@tests/run --filter-tags '!long' $(TESTS)

test-long: setup all  ## run the tests that take minutes
	@tests/run --filter-tags long $(TESTS)

check: setup all  ## quick: only the tests inside the .m files
	@tests/run tests/bist.bats

mpi-check: setup all  ## the tests on several processes; they need Open MPI or MPICH
	@tests/run tests/mpi.bats

lint:     ## strict C warnings, C formatting, MATLAB rules of the .m files
	@$(MAKE) $(IN_SRC) lint
	clang-format --dry-run -Werror $(C_FILES)
	@tests/run tests/matlab.bats

asan:     ## run the tests of the C core under ASan and UBSan
	@$(MAKE) $(IN_SRC) core-test
	src/build/core_test
	src/build/core_test_single

FUZZ_SECONDS ?= 600
fuzz:     ## feed random data to what reads checkpoints and tapes, with libFuzzer (clang); FUZZ_SECONDS=600
	@$(MAKE) $(IN_SRC) build/fuzz
	@mkdir -p src/build/corpus
	src/build/fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=20 -print_final_stats=1 src/build/corpus tests/fuzz/seeds

bench: all  ## run the benchmarks; they write bench/RESULTS.md
	@$(OCTAVE_IN_TREE) --path '$(CURDIR)/examples' --path '$(CURDIR)/bench' --eval bench_all

reproduce: all  ## redo the figures of the literature; an hour; it writes examples/reproduce/RESULTS.md
	@$(OCTAVE_IN_TREE) --path '$(CURDIR)/examples' --path '$(CURDIR)/examples/reproduce' --eval reproduce_all

install: dist  ## install the package of the last commit with pkg (PREFIX=dir: there, not for the user or the system)
	$(if $(PREFIX),@mkdir -p '$(PREFIX)')
	MAKEFLAGS= $(OCTAVE) --no-history --eval "$(if $(PREFIX),$(IN_PREFIX)) pkg install $(if $(PREFIX),-local) $(TARBALL)"
	$(if $(PREFIX),@echo "To use it: pkg ('local_list', '$(PREFIX)/octave_packages'); pkg load pgdqa")

dist:     ## write pgdqa-VERSION.tar.gz from the last commit
	git archive -9 --prefix=pgdqa-$(VERSION)/ --output=$(TARBALL) HEAD
	@git diff --quiet HEAD || echo 'Uncommitted changes are not in $(TARBALL).'

doc:      ## write the function reference, doc-output/pgdqa.html
	@$(OCTAVE_IN_TREE) .ci/doc.m
	@echo doc-output/pgdqa.html

format:   ## format the C files in place
	clang-format -i $(C_FILES)

clean:    ## remove all that is built or written by these targets
	@$(MAKE) --no-print-directory -C src clean
	rm -rf inst demo-output doc-output $(TARBALL) fntests.log octave-workspace
