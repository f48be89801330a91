# Face clustering as Unix filters. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

# make demo: a folder of photos (if empty, faces are drawn), the number of clusters, the page to write
FACES ?=
K ?= 4
OUT ?= out/faces.html
# make install and uninstall
PREFIX ?= /usr/local
# make fuzz: minutes per target, and which targets; make mutations: how many, and the random seed
MINUTES ?= 5
TARGETS ?=
PHOTOS ?= 20000
LINES ?= 20000
SEED ?= 1
DESTDIR ?=
# There is one configuration: the tests run the programs of the same build.
CONFIGURATION := release
BIN := .build/$(CONFIGURATION)
export FACES K OUT PREFIX DESTDIR BIN CONFIGURATION

.PHONY: help setup build models hairline-model template-model demo docs test page test-engines sanitize coverage fuzz mutations lint golden accuracy bench bench-scale install uninstall deb clean

##@ To use it

help: ## List the targets
	@awk -F ':.*## ' '/^##@/{print (n++ ? "\n" : "") substr($$0, 5) ":"} /^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Write a page of grouped faces: [FACES=folder] [K=4] [OUT=out/faces.html]
	@Scripts/models || echo "demo: continuing without the networks: these groups need none" >&2
	@Scripts/demo

install: ## Install programs, man pages and completions: [PREFIX=/usr/local] [DESTDIR=]
# Under sudo, the toolchain is usually not on the PATH, and root should not own anything in .build.
	@[[ -n $${SUDO_USER:-} ]] || $(MAKE) --no-print-directory build
	@Scripts/install

uninstall: ## Remove what was installed: [PREFIX=/usr/local] [DESTDIR=]
	@Scripts/uninstall

deb: build ## Build a package for this release of Debian into out/, and check it with lintian
	@Scripts/setup deb
	@Scripts/deb

models: build ## Fetch dlib's networks for fc-embed and --detector cnn (100 MB by pip), once
	@Scripts/models

setup: ## Install what is missing from Debian to build and run (as root, or through sudo)
	@Scripts/setup build

##@ To work on it

build: setup ## Build the programs into .build/release
	swift build -c $(CONFIGURATION)
# The links let the programs find the project's models as in an installation.
	@ln -sfn "$(CURDIR)/Scripts/fc-models" $(BIN)/fc-models
	@mkdir -p "$$(realpath $(BIN))/../share" && ln -sfn "$(CURDIR)/models" "$$(realpath $(BIN))/../share/face-clustering"

test: setup ## Install what the tests need, build, and run every test
	@Scripts/setup test
	@Scripts/models || echo "test: continuing without the networks: tests that need them are skipped" >&2
	@Scripts/test

lint: ## Check the style of the Swift files and the scripts
	@Scripts/lint

golden: build ## Rewrite the pipeline tests' expected output; fails, so that it is not mistaken for a test
	@Scripts/setup test
	@Scripts/models
	@FC_RECORD=1 Scripts/test

page: build ## Install browsers, linters and axe-core (into .build/tools), and test the page in them
	@Scripts/setup test
	@Scripts/setup page
	@Scripts/page-tools
	@FC_CASES=page/ Scripts/test

test-engines: build ## Install GNU parallel, an ssh server and Spark (into ~/.cache), and run the examples on them
	@Scripts/setup test
	@Scripts/setup engines
	@$(MAKE) --no-print-directory -f examples/spark/Makefile setup
	@PATH="$$HOME/.cache/face-clustering/spark-venv/bin:$$PATH:/usr/sbin" FC_CASES=engines/ Scripts/test

sanitize: setup ## Run the pipeline tests on programs that check memory and threads: after changes to C, C++ or pointers
	@Scripts/setup test
	@Scripts/sanitize

mutations: build ## Give the programs damaged photos, lines and models: [PHOTOS=20000] [LINES=20000] [SEED=1]
	@Scripts/mutations $(PHOTOS) $(LINES) $(SEED)

fuzz: build ## Run libFuzzer on each parser of untrusted bytes: [MINUTES=5] per target, [TARGETS="jpeg records …"]
	@Scripts/fuzz $(MINUTES) $(TARGETS)

coverage: setup ## Run every test with line coverage, and list what no test reaches
	@Scripts/setup test
	@Scripts/coverage

##@ Figures

accuracy: build ## Show that faces, points and persons are found as well as before, on photos with known truth
	@Scripts/accuracy

bench: build ## Compare speed with the usual alternatives: [ROUNDS=5] [ONLY=word]; see BENCHMARKS.md
	@Scripts/bench

bench-scale: build ## Time and memory of the text stages at 1k to 1M records: [COUNTS="1000 …"]
	@Scripts/bench-scale

##@ Occasionally

docs: build ## Make the README's picture again, from drawn faces
	@Scripts/setup docs
	@Scripts/docs

hairline-model: build ## Train fc-points' model of the hairline again: [FC_FACES=../shared/faces]
	@Scripts/point-model hairline

template-model: build ## Train fc-points' model of webmorph's 189 points again: [FC_FACES=../shared/faces]
	@Scripts/point-model template

clean: ## Remove everything that make generated
	rm -rf .build out
