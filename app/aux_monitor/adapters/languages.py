"""The translations shipped with the program: one gettext catalogue for each language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aux_monitor.settings.language import English, Translations
from aux_monitor.settings.schema import LanguageChoice


def translations(choice: LanguageChoice, system: Sequence[str], root: Path) -> Translations:
    """Return the texts of a choice; ``root`` is the folder of resources.

    ``system`` names the languages that the desktop prefers, the best first, as ``de-AT``. The
    first that the program speaks is taken; where it speaks none, and where a catalogue is
    missing or broken, the texts are English.
    """
    wanted = _of_system(system) if choice is LanguageChoice.SYSTEM else choice
    if wanted is LanguageChoice.ENGLISH:
        return English()
    import struct  # noqa: PLC0415 - English needs neither
    from gettext import GNUTranslations  # noqa: PLC0415

    try:
        with (root / "languages" / f"{wanted.value}.mo").open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, EOFError, struct.error):
        return English()


def _of_system(preferred: Sequence[str]) -> LanguageChoice:
    spoken = {choice.value: choice for choice in LanguageChoice}
    for name in preferred:
        language = name.replace("_", "-").partition("-")[0].lower()
        if language in spoken and language != LanguageChoice.SYSTEM.value:
            return spoken[language]
    return LanguageChoice.ENGLISH
