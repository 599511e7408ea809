"""The language that people read: every text of the window passes through ``tr`` or ``trn``.

Texts stand in the code in English, as GNU gettext has it, and are looked up when they are shown.
The language is chosen once, before anything is drawn; what it lacks stays English. Command line,
log and the KPI document's own definitions and orders are English in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Translations(Protocol):
    """What ``gettext.GNUTranslations`` is to the window."""

    def gettext(self, message: str) -> str:
        """Return a text in the language, itself where the language lacks it."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a text that goes with a count."""
        ...


class English:
    """The language of the texts in the code."""

    def gettext(self, message: str) -> str:
        """Return the text."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the singular for one, the plural for any other count."""
        return msgid1 if n == 1 else msgid2


SEPARATORS = ",."
"""Of thousands and of decimals, in this order, as a language's catalogue has them too."""

_spoken: list[Translations] = [English()]
_separators: list[Mapping[int, str]] = [{}]


def speak(translations: Translations) -> None:
    """Show every text in this language from now on; what is drawn already stays as it is."""
    _spoken[0] = translations
    thousands, decimal = tuple(translations.gettext(SEPARATORS))
    same = (thousands, decimal) == tuple(SEPARATORS)
    _separators[0] = {} if same else {ord(","): thousands, ord("."): decimal}


def tr(text: str, /, **values: object) -> str:
    """Return ``text`` in the chosen language, its fields filled: ``tr("{n} hidden", n=3)``."""
    found = _spoken[0].gettext(text) if text else ""
    return found.format(**values) if values else found


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Do as ``tr`` with the form that goes with ``count``, which fills the field ``n``."""
    return _spoken[0].ngettext(one, many, count).format(**{"n": count, **values})


def separators() -> Mapping[int, str]:
    """Return how English separators are exchanged, for ``str.translate``; empty for none to be."""
    return _separators[0]


def tr_noop(text: str) -> str:
    """Return ``text`` as it is; it is translated by ``tr`` where it is shown, as in a table."""
    return text
