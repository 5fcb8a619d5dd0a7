"""Measures a few ratios and holds them to bounds.json; ends with 1 if one is out of its bounds. --all adds what only an idle machine can measure."""

import subprocess
import sys

import engine
from side_by_side import HOME


def main():
    line = engine.java(engine.COMPILED, "dev.plateau.bench.Check", *sys.argv[1:])
    raise SystemExit(subprocess.run(line, cwd=HOME, check=False).returncode)


if __name__ == "__main__":
    main()
