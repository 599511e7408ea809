"""Figures by hand from the command line: into the book that a running monitor reads."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from aux_monitor.adapters.desktop.paths import make_private
from aux_monitor.adapters.entry_file import read_entries, write_entries
from aux_monitor.adapters.history.entries import SqliteEntries
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.catalogue import Supply
from aux_monitor.domain.entries import Figure, demands_of, fault_of, usual_day
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import EntryBook
from aux_monitor.ports.errors import EntryError
from aux_monitor.presentation.entry_words import (
    entered_text,
    entry_lines,
    revision_lines,
    summary_text,
)
from aux_monitor.presentation.text import counted
from aux_monitor.settings.entry_csv import checking, count_of, day_of, metric_named, value_of

EXIT_WRONG = 2
"""What was asked cannot be done as it was asked."""

MOST_FAULTS = 50
"""A file of which every line is wrong is told once, not line by line for ever."""


class Asked(Struct, frozen=True):
    """One command, with what it is carried out on."""

    ground: Ground
    book: EntryBook
    words: argparse.Namespace

    @property
    def now(self) -> float:
        """Return the time of entering."""
        return self.ground.clock.now()


_Command: TypeAlias = Callable[[Asked], Awaitable[None]]


def run_entry(options: Options, words: argparse.Namespace) -> int:
    """Carry out one ``entry`` command; return 0, or 2 with a sentence for each thing wrong.

    Raises ``HistoryError`` where the book cannot be used.
    """
    ground = lay_ground(options)
    for topic, sentence in ground.problems.items():
        _complain(f"{topic.value}: {sentence}")
    try:
        asyncio.run(_carry_out(ground, words))
    except EntryError as error:
        _complain(str(error))
        return EXIT_WRONG
    return 0


async def _carry_out(ground: Ground, words: argparse.Namespace) -> None:
    """Open the book (the demonstration has its own), and close it whatever happens."""
    paths = ground.paths
    home = paths.demo_dir if ground.options.demo else paths.data_dir
    make_private(home)
    book = SqliteEntries(SqliteHistory(home / paths.history_file.name, mend=False))
    try:
        await _COMMANDS[words.command](Asked(ground, book, words))
    finally:
        await book.aclose()


async def _add(asked: Asked) -> None:
    words, metric = asked.words, metric_named(asked.ground.catalogue, asked.words.metric)
    demands = demands_of(asked.ground.catalogue, metric.id)
    figure = Figure(
        metric=metric.id,
        day=day_of(words.date) if words.date else usual_day(demands, asked.now),
        value=value_of(words.value),
        n=count_of(words.n),
        note=words.note.strip(),
        who=words.who.strip(),
    )
    fault = fault_of(figure, metric, demands, asked.now)
    if fault:
        raise EntryError(fault)
    entered = await asked.book.enter((figure,), asked.now)
    for one in entered:
        _say(entered_text(one))
    if not entered:
        _say(f"{figure.metric} {figure.day}: this stands there already")
    _remark(asked, {metric.id})


async def _list(asked: Asked) -> None:
    metric = (
        metric_named(asked.ground.catalogue, asked.words.metric).id if asked.words.metric else None
    )
    entries = await asked.book.entries(metric)
    for line in entry_lines(entries):
        _say(line)
    if asked.words.all:
        for line in revision_lines(await asked.book.revisions(metric)):
            _say(line)
    if not entries:
        _complain("nothing stands in the book" + (f" for {metric}." if metric else "."))


async def _remove(asked: Asked) -> None:
    gone = await asked.book.remove(asked.words.id, asked.words.who.strip(), asked.now)
    if gone is None:
        raise EntryError(f"There is no entry {asked.words.id}.")
    _say(f"removed {next(entry_lines([gone])).strip()}")


async def _import(asked: Asked) -> None:
    file = asked.words.file
    read = read_entries(file, checking(asked.ground.catalogue, asked.now))
    for fault in read.faults[:MOST_FAULTS]:
        _complain(f"{file}, line {fault.line}: {fault.reason}")
    if read.faults:
        wrong = counted(len(read.faults), "line is wrong", "lines are wrong")
        raise EntryError(f"{file}: {wrong}, and nothing was entered.")
    before = {(e.figure.metric, e.figure.day): e.figure for e in await asked.book.entries()}
    stood = [before.get((figure.metric, figure.day)) for figure in read.figures]
    same = sum(old == new for old, new in zip(stood, read.figures, strict=True))
    new = stood.count(None)
    if not asked.words.dry_run:
        await asked.book.enter(read.figures, asked.now)
    dry = asked.words.dry_run
    _say(summary_text(new, len(stood) - new - same, same, dry=dry))
    _remark(asked, {figure.metric for figure in read.figures})


async def _export(asked: Asked) -> None:
    entries = await asked.book.entries()
    written = write_entries(asked.words.file, (entry.figure for entry in entries))
    _say(f"{counted(written, 'figure', 'figures')} written to {asked.words.file}")


_COMMANDS: Mapping[str, _Command] = MappingProxyType(
    {"add": _add, "list": _list, "remove": _remove, "import": _import, "export": _export}
)


def _remark(asked: Asked, entered: Iterable[MetricId]) -> None:
    """Say where an entered figure is kept and not shown: a connected source gives it itself."""
    settings = asked.ground.settings
    connected = {
        Supply.COLLECTOR: bool(settings.collector.logs or settings.collector.url),
        Supply.GITHUB: bool(settings.github.repositories),
    }
    for name in sorted(entered):
        supply = asked.ground.catalogue.metrics[name].supply
        if connected.get(supply):
            _say(f"{name} comes from {supply.value} while that is connected: its figure is shown")


def _say(line: str) -> None:
    print(line)  # noqa: T201 - the answer to the command


def _complain(line: str) -> None:
    print(f"aux-monitor: {line}", file=sys.stderr)  # noqa: T201 - as above
