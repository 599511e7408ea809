"""Entering a metric's figures by hand: what the tab shows, and what its fields say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.entries import (
    FIRST_DAY,
    Demands,
    Entry,
    Figure,
    FigurePart,
    demands_of,
    fault_in,
    usual_day,
)
from aux_monitor.domain.level import Level
from aux_monitor.ports.entries import Revision
from aux_monitor.presentation import text
from aux_monitor.presentation.entry_words import amount_text
from aux_monitor.services.entering import Change, EntryPage, Preview
from aux_monitor.settings.entry_csv import Line, count_of, day_of, value_of
from aux_monitor.settings.errors import EntryError
from aux_monitor.settings.language import tr, tr_noop

TITLES = (tr_noop("Date"), tr_noop("Value"), "n", tr_noop("Who"), tr_noop("Note"))
PREVIEW_TITLES = (tr_noop("Line"), tr_noop("Reads as"))

DEMO = tr_noop(
    "Demonstration: what is entered here lies in its own book, and goes with its next start."
)
READING = tr_noop("Reading the book…")
NOTHING = tr_noop("Nothing is entered yet.")
ASKED = tr_noop("Type a value.")

_LONGEST_NOTE = 120


class RowView(Struct, frozen=True):
    """One row of a table: what its cells say, and what a screen reader says of all of it.

    A ``faint`` one is past; ``level`` puts a shape before the first cell.
    """

    cells: tuple[str, ...]
    spoken: str
    faint: bool = False
    level: Level | None = None


class KeptView(Struct, frozen=True):
    """One row of the book; ``entry`` is None for what stands there no more."""

    row: RowView
    entry: Entry | None = None


class PreviewView(Struct, frozen=True):
    """What a pasted text would enter; ``ready`` is the number of figures, 0 where any is wrong."""

    text: str
    rows: tuple[RowView, ...]
    summary: str
    ready: int


class EntryView(Struct, frozen=True):
    """The tab of one metric.

    ``rows`` are its entries, the newest day first, each followed by what stood there before;
    ``empty`` says why there are none. ``said`` is what the last change came to, and ``undo`` its
    number where it can be taken back. ``answers`` changes with every answer. ``today`` is the
    beginning of the UTC day.
    """

    metric: Metric
    demands: Demands
    today: float
    rows: tuple[KeptView, ...]
    empty: str
    note: str = ""
    who: str = ""
    answers: int = 0
    said: str = ""
    undo: int | None = None
    fault: str = ""
    preview: PreviewView | None = None

    @property
    def usual(self) -> str:
        """Return the day of a figure that says none."""
        return usual_day(self.demands, self.today).isoformat()

    def at(self, day: date) -> Entry | None:
        """Return the entry of a day, None where there is none."""
        kept = (row.entry for row in self.rows)
        return next((each for each in kept if each is not None and each.figure.day == day), None)


class Typed(Struct, frozen=True):
    """What stands in the fields, as it was typed."""

    value: str
    n: str
    day: str
    who: str
    note: str


class Form(Struct, frozen=True):
    """What the fields say: a figure, or why they say none and which of them it is.

    ``hint`` tells whose place a figure would take.
    """

    figure: Figure | None = None
    part: FigurePart | None = None
    fault: str = ""
    hint: str = ""


def entry_view(page: EntryPage, catalogue: Catalogue, now: float, *, demo: bool) -> EntryView:
    """Return the tab of the metric whose page of the book is open."""
    change = page.change
    entries = () if page.entries is None else page.entries
    rows = _rows(entries, page.revisions)
    return EntryView(
        metric=catalogue.metrics[page.metric],
        demands=demands_of(catalogue, page.metric),
        today=now // DAY_S * DAY_S,
        rows=rows,
        empty="" if rows else tr(READING if page.entries is None and not page.fault else NOTHING),
        note=tr(DEMO) if demo else "",
        who=page.who,
        answers=page.answers,
        said="" if change is None else change_words(change),
        undo=None if change is None or not _undoable(change) else change.number,
        fault=page.fault,
        preview=None if page.preview is None else _preview(page.preview, catalogue),
    )


def read_form(view: EntryView, typed: Typed, editing: int | None = None) -> Form:
    """Return what the fields say; nothing is wrong with a value that is not typed yet."""
    if not typed.value.strip():
        return Form()
    part = FigurePart.VALUE
    try:
        value = value_of(typed.value.strip())
        part = FigurePart.SAMPLE
        n = count_of(typed.n.strip())
        part = FigurePart.DAY
        day = day_of(typed.day.strip())
    except EntryError as error:
        return Form(part=part, fault=str(error))
    figure = Figure(view.metric.id, day, value, n, typed.note.strip(), typed.who.strip())
    fault = fault_in(figure, view.metric, view.demands, view.today)
    if fault is not None:
        return Form(part=fault.part, fault=_named(fault.sentence, view.metric))
    before = view.at(day)
    if before is None or before.id == editing:
        return Form(figure)
    return Form(
        figure,
        hint=tr(
            "Takes the place of {amount} on {day}.", amount=amount_text(before.figure), day=day
        ),
    )


def stepped_day(view: EntryView, typed: str, days: int) -> str:
    """Return the day so many days on, up to today; what is no day becomes the usual one."""
    try:
        day = day_of(typed.strip()) + timedelta(days=days)
    except EntryError:
        return view.usual
    today = datetime.fromtimestamp(view.today, UTC).date()
    return min(max(day, FIRST_DAY), today).isoformat()


def change_words(change: Change) -> str:
    """Return what a change came to, in one sentence."""
    if change.undoes:
        return tr("Taken back.")
    if len(change.entered) > 1:
        new = sum(each.before is None for each in change.entered)
        total = text.counted(len(change.entered), "figure", "figures")
        return tr(
            "Entered {total}: {new} new, {changed} changed.",
            total=total,
            new=new,
            changed=len(change.entered) - new,
        )
    if not change.entered:
        gone = [each.figure for each in change.removed]
        removed = (
            tr("Removed {amount} of {day}.", amount=amount_text(gone[0]), day=gone[0].day)
            if gone
            else ""
        )
        return removed or tr("This stands there already.")
    figure, before = change.entered[0].entry.figure, change.entered[0].before
    if change.removed:
        return tr("Moved to {day}: {amount}.", day=figure.day, amount=amount_text(figure))
    was = "" if before is None else tr(", was {amount}", amount=amount_text(before.figure))
    return tr(
        "Entered {amount} for {day}{was}.", amount=amount_text(figure), day=figure.day, was=was
    )


def _undoable(change: Change) -> bool:
    return not change.undoes and bool(change.entered or change.removed)


def _rows(entries: tuple[Entry, ...], revisions: tuple[Revision, ...]) -> tuple[KeptView, ...]:
    """Return entries and what was before, by day, the newest first; on a day what stands leads."""
    kept = [(entry.figure.day, 1, 0, _kept(entry)) for entry in entries]
    past = [
        (each.before.figure.day, 0, number, _past(each)) for number, each in enumerate(revisions)
    ]
    ordered = sorted([*kept, *past], key=lambda row: row[:3], reverse=True)
    return tuple(row for _, _, _, row in ordered)


def _kept(entry: Entry) -> KeptView:
    figure = entry.figure
    return KeptView(RowView(_cells(figure), _spoken(figure)), entry)


def _past(revision: Revision) -> KeptView:
    figure = revision.before.figure
    ended = datetime.fromtimestamp(revision.ended_at, UTC)
    how = tr("removed") if revision.removed else tr("changed")
    by = tr(" by {ended_by}", ended_by=text.clean(revision.ended_by)) if revision.ended_by else ""
    ending = tr("{how} {ended} UTC{by}", how=how, ended=format(ended, "%Y-%m-%d %H:%M"), by=by)
    *cells, note = _cells(figure)
    said = "; ".join(part for part in (ending, note) if part)
    return KeptView(RowView((*cells, said), f"{_spoken(figure)}, {ending}", faint=True))


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.day.isoformat(),
        text.plain(figure.value),
        "" if figure.n is None else text.number(figure.n, 0),
        text.clean(figure.who),
        text.clean(figure.note, _LONGEST_NOTE),
    )


def _spoken(figure: Figure) -> str:
    said = (f"{figure.day}: {amount_text(figure)}", figure.who, text.clean(figure.note))
    return ", ".join(part for part in said if part)


def _preview(preview: Preview, catalogue: Catalogue) -> PreviewView:
    if preview.fault:
        return PreviewView(preview.text, (), preview.fault, 0)
    wrong = sum(line.figure is None for line in preview.lines)
    rows = tuple(_line(line, catalogue) for line in preview.lines)
    total = text.counted(len(rows), "line", "lines")
    verdict = (
        tr("{wrong} wrong: nothing is entered before all are right", wrong=wrong)
        if wrong
        else tr("all right")
    )
    summary = f"{total}, {verdict}." if rows else tr("There is no line below the first.")
    return PreviewView(preview.text, rows, summary, 0 if wrong else len(rows))


def _line(line: Line, catalogue: Catalogue) -> RowView:
    figure = line.figure
    if figure is None:
        words, level = line.fault, Level.BREACH
    else:
        name = catalogue.metrics[figure.metric].name
        words, level = (
            tr("{name}: {amount} on {day}", name=name, amount=amount_text(figure), day=figure.day),
            Level.ON_TARGET,
        )
    return RowView(
        (str(line.number), words),
        tr("line {number}, {words}", number=line.number, words=words),
        level=level,
    )


def _named(sentence: str, metric: Metric) -> str:
    """Return a sentence of the command line with the KPI's name as the page writes it."""
    named = sentence.replace(metric.id, tr(metric.short_name), 1)
    return named[:1].upper() + named[1:]
