"""Every text that the window shows, as the languages' catalogues hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Cadence, Catalogue, Category, Growth, Stage
from aux_monitor.domain.gates import Verdict
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import Reason
from aux_monitor.domain.offline import offline_rule
from aux_monitor.domain.reading import Unit
from aux_monitor.domain.snooze import SnoozeSpan
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.domain.topics import Topic
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.detail_views import DetailRange
from aux_monitor.services.export_intents import SheetShape
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.fields import FIELDS, FieldGroup
from aux_monitor.settings.language import SEPARATORS
from aux_monitor.ui.actions import ACTIONS, ActionGroup
from aux_monitor.ui.detail_foot import Side

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "languages"

Message: TypeAlias = str | tuple[str, str]
"""A text, or the singular and the plural of one that goes with a count."""

_CREATED = datetime(2026, 11, 24, tzinfo=UTC)
"""The header names a day, and nothing else may change from one update to the next."""

_KEYWORDS = {"tr": None, "tr_noop": None, "trn": (1, 2), "counted": (2, 3)}
_SPOKEN: tuple[type[Enum], ...] = (
    ActionGroup,
    Cadence,
    Category,
    DetailRange,
    FailureKind,
    FieldGroup,
    Growth,
    Level,
    Phase,
    ProblemTopic,
    Reason,
    SheetShape,
    Side,
    SnoozeSpan,
    Stage,
    Topic,
    Trust,
    Unit,
    Verdict,
)
"""Enumerations whose values are shown as words."""


def messages() -> frozenset[Message]:
    """Return every text: those in calls of ``tr`` and its like, and those in tables."""
    return frozenset((*_in_calls(), *(text for text in _in_tables() if text)))


def template() -> Catalog:
    """Return the texts as a catalogue without translations."""
    made = Catalog(project="AUX Monitor", fuzzy=False, creation_date=_CREATED)
    for message in messages():
        made.add(message)
    return made


def _in_calls() -> Iterator[Message]:
    found = extract_from_dir(
        ROOT / "app" / "aux_monitor", [("**.py", "python")], keywords=_KEYWORDS
    )
    for _file, _line, message, _comments, _context in found:
        yield message if isinstance(message, str) else (message[0], message[1])


def _in_tables() -> Iterator[str]:
    for entry in ACTIONS:
        yield from (entry.text, entry.help)
    for words in FIELDS.values():
        yield from (words.label, words.help, words.unit)
    yield from CHOICES.values()
    yield from _values(_SPOKEN)
    yield SEPARATORS
    yield offline_rule().name
    yield from _in_catalogue(load_catalogue(root=ROOT / "resources"))


def _in_catalogue(catalogue: Catalogue) -> Iterator[str]:
    for metric in catalogue.metrics.values():
        yield from (metric.name, metric.short_name)
    yield from (rule.name for rule in catalogue.rules.values())
    yield from (gate.name for gate in catalogue.gates.values())


def _values(kinds: Iterable[type[Enum]]) -> Iterator[str]:
    return (str(each.value) for kind in kinds for each in kind)
