"""Every text of the window is there in every language, whole and with its fields."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from aux_monitor.adapters.languages import translations
from aux_monitor.domain.notice import Reason
from aux_monitor.settings.language import English
from aux_monitor.settings.schema import LanguageChoice
from tests.languages.collecting import FOLDER, messages

LANGUAGES = sorted(FOLDER.glob("*.po"))


@pytest.fixture(params=LANGUAGES, ids=lambda path: path.stem)
def language(request: pytest.FixtureRequest) -> Path:
    """Return a language's file."""
    assert isinstance(request.param, Path)
    return request.param


def catalogue_of(path: Path) -> Catalog:
    """Return a language's texts."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def texts_of(message: Message) -> tuple[list[str], list[str]]:
    """Return a message's texts in English, and those in the language."""
    ids, strings = message.id, message.string
    return (
        [ids] if isinstance(ids, str) else list(ids),
        [strings] if isinstance(strings, str) else list(strings or ()),
    )


def fields_of(text: str) -> set[str]:
    """Return the fields that a text leaves open."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_a_language_holds_just_what_the_window_says(language: Path) -> None:
    """Nothing is missing and nothing left over: ``dev.py translate`` brings it up to date."""
    held = {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalogue_of(language) if m.id}
    assert held == messages()


def test_every_text_is_translated_with_its_fields(language: Path) -> None:
    """No translation is empty, doubtful, or lacks a field or has one that is not filled."""
    for message in catalogue_of(language):
        if not message.id:
            continue
        english, translated = texts_of(message)
        assert all(translated), message.id
        assert not message.fuzzy, message.id
        for text in translated:
            assert fields_of(text) == fields_of(english[-1]), message.id


def test_the_compiled_file_is_that_of_the_texts(language: Path) -> None:
    """What the program reads was made from what translators read."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue_of(language))
    assert language.with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("choice", "system", "expected"),
    [
        (LanguageChoice.ENGLISH, ["de-DE"], "Refresh"),
        (LanguageChoice.GERMAN, ["en-GB"], "Aktualisieren"),
        (LanguageChoice.SYSTEM, ["de_AT.UTF-8", "en"], "Aktualisieren"),
        (LanguageChoice.SYSTEM, ["fr-FR", "de"], "Aktualisieren"),
        (LanguageChoice.SYSTEM, ["en-US", "de"], "Refresh"),
        (LanguageChoice.SYSTEM, ["C"], "Refresh"),
        (LanguageChoice.SYSTEM, [], "Refresh"),
    ],
)
def test_the_choice_decides_else_the_desktop(
    choice: LanguageChoice, system: list[str], expected: str
) -> None:
    """A language that is chosen is spoken, else the first of the desktop's that is known."""
    assert translations(choice, system, FOLDER.parent).gettext("Refresh") == expected


@pytest.mark.parametrize("content", [None, b"", b"\x00" * 40, b"\xde\x12\x04\x95"])
def test_a_broken_language_leaves_english(tmp_path: Path, content: bytes | None) -> None:
    """A missing or damaged file takes nothing away but the translation."""
    (tmp_path / "languages").mkdir()
    if content is not None:
        (tmp_path / "languages" / "de.mo").write_bytes(content)
    spoken = translations(LanguageChoice.GERMAN, [], tmp_path)
    assert isinstance(spoken, English)
    assert spoken.gettext("Refresh") == "Refresh"
    assert [spoken.ngettext("{n} day", "{n} days", n) for n in (1, 2)] == ["{n} day", "{n} days"]


def test_reasons_for_silence_begin_alike(language: Path) -> None:
    """The history of alerts splits them where "not sent" ends, in every language."""
    with language.with_suffix(".mo").open("rb") as file:
        spoken = GNUTranslations(file)
    for reason in Reason:
        if str(reason.value).startswith("not sent"):
            assert spoken.gettext(str(reason.value)).startswith(spoken.gettext("not sent"))
