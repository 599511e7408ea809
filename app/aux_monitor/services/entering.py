"""The book of figures by hand, open at the page of one metric.

The page is read when its tab is first looked at. Each change goes into the book as a whole, is
followed by a look at the book, and can be taken back once, unless somebody changed the same
entries meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, assert_never

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.entries import Entered, EntryBook, Revision
from aux_monitor.ports.errors import EntryError, HistoryError
from aux_monitor.services.entry_intents import (
    EditEntry,
    EntryIntent,
    ImportEntries,
    OpenEntries,
    PreviewEntries,
    RecordEntry,
    RemoveEntry,
    UndoEntry,
)
from aux_monitor.services.supervisor import Supervisor
from aux_monitor.settings.entry_csv import Check, Line, checking, read_lines

logger = logging.getLogger(__name__)

MOST_PASTED = 256 * 1024
MOST_PASTED_LINES = 2_000
"""More than anybody looks through is a file, and ``aux-monitor entry import`` reads it."""

GONE = "That entry is gone: somebody removed it meanwhile."
CHANGED = "That cannot be taken back: somebody changed it meanwhile."


class Change(Struct, frozen=True):
    """What was just changed: what came into the book, and what left it.

    ``undoes`` says that it took back the change before, and cannot be taken back itself.
    """

    number: int
    entered: tuple[Entered, ...] = ()
    removed: tuple[Entry, ...] = ()
    undoes: bool = False


class Preview(Struct, frozen=True):
    """What a text would enter, line by line; ``fault`` says why it is none that can be read."""

    text: str
    lines: tuple[Line, ...] = ()
    fault: str = ""


class EntryPage(Struct, frozen=True):
    """What is known of the open metric's entries.

    ``entries`` is None until the book was read. ``who`` made the newest entry of the book.
    ``answers`` counts what was asked and answered; ``fault`` says why the last of it was refused.
    """

    metric: MetricId
    entries: tuple[Entry, ...] | None = None
    revisions: tuple[Revision, ...] = ()
    who: str = ""
    answers: int = 0
    change: Change | None = None
    fault: str = ""
    preview: Preview | None = None


class Entering:
    """Keeps the open page of the book.

    ``applied`` is awaited after every change of the book; ``on_change`` is called whenever there
    is more to show.
    """

    def __init__(
        self,
        book: EntryBook,
        clock: Clock,
        supervisor: Supervisor,
        catalogue: Callable[[], Catalogue],
        applied: Callable[[], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self._book = book
        self._clock = clock
        self._supervisor = supervisor
        self._catalogue = catalogue
        self._applied = applied
        self._on_change = on_change
        self._page: EntryPage | None = None
        self._changes = 0
        self._one_at_a_time = asyncio.Lock()

    @property
    def page(self) -> EntryPage | None:
        """Return the open page, None for none."""
        return self._page

    def carry_out(self, intent: EntryIntent) -> None:
        """Begin what was asked; the page shows how it went."""
        match intent:
            case OpenEntries():
                self._open(intent.metric)
            case PreviewEntries():
                self._preview(intent.text)
            case RecordEntry() | EditEntry() | RemoveEntry() | UndoEntry() | ImportEntries():
                self._begin(intent)
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    def close(self) -> None:
        """Forget the page."""
        self._page = None

    def _open(self, metric: MetricId) -> None:
        who = "" if self._page is None else self._page.who
        self._page = EntryPage(metric, who=who)
        self._supervisor.once("reading the book", lambda: self._read(metric))
        self._on_change()

    def _preview(self, text: str) -> None:
        if self._page is None:
            return
        found = None
        if text.strip():
            try:
                found = Preview(text, self._lines(text))
            except EntryError as error:
                found = Preview(text, fault=str(error))
        self._page = replace(self._page, preview=found, fault="")
        self._on_change()

    def _lines(self, text: str) -> tuple[Line, ...]:
        if len(text) > MOST_PASTED or text.count("\n") > MOST_PASTED_LINES:
            limit = f"{MOST_PASTED // 1024} KiB or {MOST_PASTED_LINES:,} lines"
            raise EntryError(
                f"What was pasted is larger than {limit}: use aux-monitor entry import."
            )
        return read_lines(text, "What was pasted", self._check())

    def _check(self) -> Check:
        return checking(self._catalogue(), self._clock.now())

    def _begin(
        self, intent: RecordEntry | EditEntry | RemoveEntry | UndoEntry | ImportEntries
    ) -> None:
        match intent:
            case RecordEntry():
                self._start(lambda: self._enter((intent.figure,)))
            case EditEntry():
                self._start(lambda: self._edit(intent.entry, intent.figure))
            case RemoveEntry():
                self._start(lambda: self._remove(intent.entry, intent.who))
            case UndoEntry():
                self._start(lambda: self._undo(intent.change, intent.who))
            case ImportEntries():
                self._start(lambda: self._import(intent.text))
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    def _start(self, job: Callable[[], Coroutine[Any, Any, Change]]) -> None:
        self._supervisor.once("changing the book", lambda: self._change(job))

    async def _change(self, job: Callable[[], Coroutine[Any, Any, Change]]) -> None:
        """Change the book, one change after the other, and show it; or say why not."""
        async with self._one_at_a_time:
            try:
                change = await job()
            except (EntryError, HistoryError) as error:
                self._refuse(str(error))
                return
            if self._page is not None:
                answers = self._page.answers + 1
                self._page = replace(
                    self._page, change=change, fault="", preview=None, answers=answers
                )
                await self._read(self._page.metric)
            await self._applied()
            self._on_change()

    def _refuse(self, sentence: str) -> None:
        logger.info("A figure was not entered: %s", sentence)
        if self._page is not None:
            self._page = replace(self._page, fault=sentence, answers=self._page.answers + 1)
            self._on_change()

    async def _read(self, metric: MetricId) -> None:
        try:
            entries = await self._book.entries()
            revisions = await self._book.revisions(metric)
        except HistoryError as error:
            self._refuse(str(error))
            return
        page = self._page
        if page is None or page.metric != metric:
            return  # a person has gone on meanwhile
        newest = max(entries, key=lambda entry: entry.entered_at, default=None)
        self._page = replace(
            page,
            entries=tuple(entry for entry in entries if entry.figure.metric == metric),
            revisions=revisions,
            who=page.who if newest is None else newest.figure.who,
        )
        self._on_change()

    async def _enter(self, figures: tuple[Figure, ...], without: tuple[Entry, ...] = ()) -> Change:
        check = self._check()
        for figure in figures:
            fault = check(figure)
            if fault:
                raise EntryError(fault)
        entered = await self._book.enter(
            figures,
            self._clock.now(),
            without=tuple(entry.id for entry in without),
            who=figures[0].who if without else "",
        )
        return self._numbered(Change(0, entered, without))

    async def _edit(self, number: int, figure: Figure) -> Change:
        entries = await self._book.entries(figure.metric)
        found = next((entry for entry in entries if entry.id == number), None)
        if found is None:
            raise EntryError(GONE)
        moved = found.figure.day != figure.day
        return await self._enter((figure,), (found,) if moved else ())

    async def _remove(self, number: int, who: str) -> Change:
        removed = await self._book.remove(number, who, self._clock.now())
        if removed is None:
            raise EntryError(GONE)
        return self._numbered(Change(0, (), (removed,)))

    async def _import(self, text: str) -> Change:
        lines = self._lines(text)
        figures = tuple(line.figure for line in lines if line.figure is not None)
        if not figures or len(figures) < len(lines):
            raise EntryError("A line is wrong, or there is none: nothing was entered.")
        return await self._enter(figures)

    async def _undo(self, number: int, who: str) -> Change:
        """Take the last change back: as it was goes in, what came goes out, in one step."""
        change = None if self._page is None else self._page.change
        if change is None or change.number != number or change.undoes:
            raise EntryError(CHANGED)
        await self._refuse_if_changed(change)
        restored = (
            *(entered.before.figure for entered in change.entered if entered.before is not None),
            *(entry.figure for entry in change.removed),
        )
        gone = tuple(entered.entry for entered in change.entered if entered.before is None)
        entered = await self._book.enter(
            restored, self._clock.now(), without=tuple(entry.id for entry in gone), who=who
        )
        return self._numbered(Change(0, entered, gone, undoes=True))

    async def _refuse_if_changed(self, change: Change) -> None:
        standing = await self._book.entries()
        by_id = {entry.id: entry for entry in standing}
        places = _places(entry for entry in standing)
        ours = _places(entered.entry for entered in change.entered)
        taken = (_places(change.removed) - ours) & places
        if taken or any(by_id.get(each.entry.id) != each.entry for each in change.entered):
            raise EntryError(CHANGED)

    def _numbered(self, change: Change) -> Change:
        self._changes += 1
        return replace(change, number=self._changes)


def _places(entries: Iterable[Entry]) -> set[tuple[MetricId, object]]:
    return {(entry.figure.metric, entry.figure.day) for entry in entries}
