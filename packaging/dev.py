#!/usr/bin/env python3
"""One command for all of a developer's work: ``python3 packaging/dev.py run|test|bench|build``.

Standard library only. It makes ``.venv`` beside this folder, fills it from the lock, installs the
system's packages that are missing (as root on Debian; elsewhere it says which) and goes.
"""

import importlib
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Return the exit code; a Python too old to read the rest gets one sentence."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            "AUX Monitor needs Python {}.{} or later; {} is Python {}.{}.".format(
                *OLDEST_PYTHON, sys.executable, *sys.version_info[:2]
            ),
            file=sys.stderr,
        )
        return 2
    code: int = importlib.import_module("devtool.cli").main(sys.argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main())
