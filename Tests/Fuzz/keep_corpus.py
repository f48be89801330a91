#!/usr/bin/env python3
"""Copies the best inputs found by make fuzz to corpus/TARGET.txt, one file per line in base64. Run from the project's root:

    keep_corpus.py [TARGET ...]

libFuzzer merges the corpus into a minimal set with the same coverage; only the smallest of these are kept, so that the repository
stays small and make test fast.
"""
import base64
import os
import pathlib
import subprocess
import sys
import tempfile

WORK = pathlib.Path(".build/fuzz")
MOST_FILES, MOST_BYTES = 60, 600


def main():
    targets = sys.argv[1:] or sorted(path.name for path in (WORK / "corpus").iterdir())
    for target in targets:
        program = WORK / target if (WORK / target).exists() else WORK / "swift/debug/fuzz-files"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [program.resolve(), "-merge=1", folder, WORK / "corpus" / target], check=True, capture_output=True,
                env={**os.environ, "FUZZ_TARGET": target})
            kept = sorted((path.read_bytes() for path in pathlib.Path(folder).iterdir()), key=lambda data: (len(data), data))
        lines = [base64.b64encode(data).decode() for data in kept if 0 < len(data) <= MOST_BYTES][:MOST_FILES]
        (pathlib.Path(__file__).parent / "corpus" / f"{target}.txt").write_text("\n".join(lines) + "\n")
        print(f"{target}: {len(lines)} of {len(kept)}")


if __name__ == "__main__":
    main()
