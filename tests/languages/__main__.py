"""``python -m tests.languages``: bring every language's catalogue up to date with the program.

New texts come in without a translation, those that are gone go, and what is translated is
compiled into the file that the program reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from devtool.console import say
from tests.languages.collecting import FOLDER, template


def main() -> int:
    """Update all; return 0 when nothing lacks its translation, else 1."""
    return max(_update(path) for path in sorted(FOLDER.glob("*.po")))


def _update(path: Path) -> int:
    with path.open("rb") as file:
        known = read_po(file, locale=path.stem)
    known.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, known, width=96, no_location=True, sort_output=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, known)
    lacking = [str(message.id) for message in known if message.id and not _whole(message.string)]
    for text in lacking:
        say(f"{path.name} lacks: {text}")
    return int(bool(lacking))


def _whole(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) if isinstance(string, str) else all(string or [""])


if __name__ == "__main__":
    sys.exit(main())
