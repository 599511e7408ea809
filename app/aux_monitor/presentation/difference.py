"""What moved between two exported files."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from aux_monitor.presentation.record import MetricRecord, Record, figure_of
from aux_monitor.presentation.text import clean


class Moved(Struct, frozen=True):
    """One figure that is not in the second file as it was in the first.

    ``change`` is the difference of two numbers, None where one of them is none.
    """

    id: str
    name: str
    before: str
    after: str
    change: float | None
    level_before: str
    level_after: str
    trust_before: str
    trust_after: str


class Difference(Struct, frozen=True):
    """What moved from ``before`` to ``after`` (times in UTC).

    ``unchanged`` counts the rest, ``alone`` the figures that only one of the two files has.
    ``warnings`` say why the two may not be compared like with like.
    """

    before: str
    after: str
    moved: tuple[Moved, ...]
    unchanged: int
    alone: int
    warnings: tuple[str, ...]


def difference(first: Record, second: Record) -> Difference:
    """Return what moved from the first file to the second, in the second's order."""
    before = {metric.id: metric for metric in first.metrics}
    after = {metric.id: metric for metric in second.metrics}
    both = [each for each in after if each in before]
    found = [_moved(each, before[each], after[each]) for each in both]
    moved = tuple(each for each in found if each is not None)
    return Difference(
        first.taken_at,
        second.taken_at,
        moved,
        len(both) - len(moved),
        len(before.keys() ^ after.keys()),
        tuple(_warnings(first, second)),
    )


def difference_lines(found: Difference) -> Iterable[str]:
    """Yield the difference as a table of plain text."""
    yield f"From {found.before} to {found.after}"
    yield from found.warnings
    if not found.moved:
        yield "Nothing moved."
    width = max((len(each.name) for each in found.moved), default=0)
    for each in found.moved:
        yield f"  {each.name:<{width}}  {_words(each)}"
    alone = f", {found.alone} in one of the two alone" if found.alone else ""
    yield f"{found.unchanged} unchanged{alone}"


def _words(each: Moved) -> str:
    parts = []
    if each.before != each.after:
        by = f" ({each.change:+.6g})" if each.change is not None else ""
        parts.append(f"{each.before} → {each.after}{by}")
    if each.level_before != each.level_after:
        parts.append(f"{each.level_before} → {each.level_after}")
    if each.trust_before != each.trust_after:
        parts.append(f"{each.trust_before} → {each.trust_after}")
    return ", ".join(parts)


def _moved(metric: str, before: MetricRecord, after: MetricRecord) -> Moved | None:
    shown = (before.value, before.level, before.trust, before.unit)
    if shown == (after.value, after.level, after.trust, after.unit):
        return None
    was, now = before.value, after.value
    comparable = isinstance(was, float) and isinstance(now, float) and before.unit == after.unit
    return Moved(
        metric,
        clean(after.name or before.name or metric, 60),
        figure_of(before),
        figure_of(after),
        now - was if comparable and isinstance(was, float) and isinstance(now, float) else None,
        clean(before.level, 40),
        clean(after.level, 40),
        clean(before.trust, 40),
        clean(after.trust, 40),
    )


def _warnings(first: Record, second: Record) -> Iterable[str]:
    if first.taken_at > second.taken_at:
        yield "The first file was taken after the second."
    if first.demo is not second.demo:
        yield "One of the two shows the demonstration, the other does not."
    if first.private or second.private:
        yield "Private files hide their figures: only levels can be compared."
    if first.config and second.config and first.config != second.config:
        yield "Settings or rules were not the same."
