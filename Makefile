# Face clustering as Unix filters. `make help` says what there is to do.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

# make demo: a folder of photos (none: faces are drawn), the number of clusters, the page to write
FACES ?=
K ?= 4
OUT ?= out/faces.html
# make install and uninstall
PREFIX ?= /usr/local
# make fuzz: minutes a target, and which; make mutations: how many, and which ones
MINUTES ?= 5
TARGETS ?=
PHOTOS ?= 20000
LINES ?= 20000
SEED ?= 1
DESTDIR ?=
# One configuration: the tests run the programs of the same build.
CONFIGURATION := release
BIN := .build/$(CONFIGURATION)
export FACES K OUT PREFIX DESTDIR BIN CONFIGURATION

.PHONY: help setup build models hairline-model demo docs test page test-engines sanitize coverage fuzz mutations lint golden accuracy bench bench-scale install uninstall deb clean

##@ To use it

help: ## Print what each target does
	@awk -F ':.*## ' '/^##@/{print (n++ ? "\n" : "") substr($$0, 5) ":"} /^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Write a page of grouped faces: [FACES=folder] [K=4] [OUT=out/faces.html]
	@Scripts/models || echo "demo: going on without the networks: these groups need none" >&2
	@Scripts/demo

install: ## Install programs, man pages and completions: [PREFIX=/usr/local] [DESTDIR=]
# Under sudo the toolchain is mostly not on the PATH, and root should own nothing in .build.
	@[[ -n $${SUDO_USER:-} ]] || $(MAKE) --no-print-directory build
	@Scripts/install

uninstall: ## Remove what install put there: [PREFIX=/usr/local] [DESTDIR=]
	@Scripts/uninstall

deb: build ## Build a Debian package of this Debian into out/, and check it with lintian
	@Scripts/setup deb
	@Scripts/deb

models: build ## Fetch dlib's networks for fc-embed and --detector cnn (100 MB by pip), once
	@Scripts/models

setup: ## Install what is missing from Debian to build and run (as root, or through sudo)
	@Scripts/setup build

##@ To work on it

build: setup ## Build the programs into .build/release
	swift build -c $(CONFIGURATION)
# The programs find the project's own models where an installation has them.
	@ln -sfn "$(CURDIR)/Scripts/fc-models" $(BIN)/fc-models
	@mkdir -p "$$(realpath $(BIN))/../share" && ln -sfn "$(CURDIR)/models" "$$(realpath $(BIN))/../share/face-clustering"

test: setup ## Install what the tests need, build, and run every test
	@Scripts/setup test
	@Scripts/models || echo "test: going on without the networks: what needs them is skipped" >&2
	@Scripts/test

lint: ## Check the style of the Swift files and the scripts
	@Scripts/lint

golden: build ## Write the pipeline tests' expected output anew; fails, so that nobody takes it for a test
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

sanitize: setup ## Run the pipeline tests on programs that watch their memory and threads: after a change of C, C++ or pointers
	@Scripts/setup test
	@Scripts/sanitize

mutations: build ## Give the programs damaged photos, lines and models: [PHOTOS=20000] [LINES=20000] [SEED=1]
	@Scripts/mutations $(PHOTOS) $(LINES) $(SEED)

fuzz: build ## Feed each reader of foreign bytes with what libFuzzer makes: [MINUTES=5] a target [TARGETS="jpeg records …"]
	@Scripts/fuzz $(MINUTES) $(TARGETS)

coverage: setup ## Run every test on programs that count their lines, and tell which no test comes to
	@Scripts/setup test
	@Scripts/coverage

##@ Figures

accuracy: build ## Show that faces, points and persons are still found as well as they were: figures on photos with known truth
	@Scripts/accuracy

bench: build ## Compare with what a user would run instead: [ROUNDS=5] [ONLY=word]; BENCHMARKS.md says more
	@Scripts/bench

bench-scale: build ## Time and memory of the text stages at 1k to 1M records: [COUNTS="1000 …"]
	@Scripts/bench-scale

##@ What is made anew now and then

docs: build ## Make the README's picture anew from drawn faces
	@Scripts/setup docs
	@Scripts/docs

hairline-model: build ## Learn fc-points' model of the hairline anew: [FC_FACES=../shared/faces]
	@Scripts/hairline-model

clean: ## Remove everything that was built or drawn
	rm -rf .build out
