"""Reads every KPI row and action trigger out of the KPI document itself.

It knows the document's own shapes only (tables, bullets, nested bullets, the North Star's bold
names) and nothing of the catalogue, so that each can be held against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[1] / "data" / "metrics-and-kpis.md"

FIRST, LAST = "North Star Metrics", "Competitive Metrics"
"""The KPI rows stand in the document's parts from this one to that one."""

_LIMIT = re.compile(
    r"(?P<operator>[<>]?)(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>[^,()]*?)"
    r"(?: \((?P<when>6mo|12mo|current)\))?(?:, |$)"
)
_ITEM = re.compile(r"(?P<indent> *)(?:-|\d+\.) (?P<name>[^:]+?)(?::(?: (?P<text>.+))?)?")
_TRIGGER = re.compile(r"- (?P<condition>[^:]+): (?P<action>.+)")


@dataclass(frozen=True)
class Bound:
    """One figure of a row: ``>`` (or nothing), 95, ``%``, and the months until it is due."""

    operator: str
    value: float
    unit: str
    months: int | None


@dataclass(frozen=True)
class Row:
    """One row: where it stands, its name in the document's words, and its figures."""

    part: str
    heading: str
    name: str
    targets: tuple[Bound, ...]
    alert: Bound | None = None
    measurement: str | None = None


@dataclass(frozen=True)
class Section:
    """The lines below one ``###`` heading."""

    part: str
    heading: str
    lines: tuple[str, ...]


def sections() -> list[Section]:
    """Return every ``###`` section with the ``##`` part it belongs to."""
    found: list[Section] = []
    for part in re.split(r"(?m)^## ", DOCUMENT.read_text(encoding="utf-8"))[1:]:
        title, _, body = part.partition("\n")
        for section in re.split(r"(?m)^### ", body)[1:]:
            heading, _, text = section.partition("\n")
            lines = tuple(line for line in text.split("\n") if line.strip())
            found.append(Section(title, heading, lines))
    return found


def section(heading: str) -> Section:
    """Return the one section of this heading."""
    (found,) = (one for one in sections() if one.heading == heading)
    return found


def rows() -> list[Row]:
    """Return every KPI row in the document's order; one named twice comes twice."""
    parts = list(dict.fromkeys(one.part for one in sections()))
    wanted = parts[parts.index(FIRST) : parts.index(LAST) + 1]
    return [row for one in sections() if one.part in wanted for row in _rows_of(one)]


def triggers() -> dict[str, str]:
    """Return the action of each trigger's condition, both verbatim."""
    lines = section("Performance Alerts").lines + section("Growth Alerts").lines
    found = (_TRIGGER.fullmatch(line) for line in lines)
    return {one["condition"]: one["action"] for one in found if one is not None}


def bounds(text: str) -> tuple[Bound, ...]:
    """Return the figures of a text such as ``>20 (6mo), >50 (12mo)``."""
    return tuple(
        Bound(
            found["operator"],
            float(found["value"].replace(",", "")),
            found["unit"].strip(),
            {"6mo": 6, "12mo": 12}.get(found["when"] or ""),
        )
        for found in _LIMIT.finditer(text)
    )


def _rows_of(one: Section) -> Iterator[Row]:
    if one.lines[0].startswith("**"):
        yield _north_star(one)
    elif one.lines[0].startswith("|"):
        yield from _table(one)
    else:
        yield from _list(one)


def _north_star(one: Section) -> Row:
    """Read the primary indicator: a bold name with a list of what belongs to it."""
    facts = dict(line.removeprefix("- ").split(": ", 1) for line in one.lines[1:])
    targets = f"{facts['6-month target']} (6mo), {facts['12-month target']} (12mo)"
    name = one.lines[0].strip("*")
    return Row(
        one.part,
        one.heading,
        name,
        bounds(targets.replace(" WAI", "")),
        measurement=facts["Measurement"],
    )


def _table(one: Section) -> Iterator[Row]:
    header, _, *body = ([cell.strip() for cell in line.split("|")[1:-1]] for line in one.lines)
    for cells in body:
        row = dict(zip(header, cells, strict=True))
        dated = ", ".join(
            f"{row[column]} ({months})"
            for column, months in (("Target (6mo)", "6mo"), ("Target (12mo)", "12mo"))
            if column in row
        )
        alert = bounds(row.get("Alert Threshold", ""))
        yield Row(
            one.part,
            one.heading,
            row["Metric"],
            bounds(row.get("Target", dated)),
            alert[0] if alert else None,
            row.get("Measurement"),
        )


def _list(one: Section) -> Iterator[Row]:
    above = ""
    for line in one.lines:
        item = _ITEM.fullmatch(line)
        assert item is not None, line
        name = item["name"].strip("*")
        text = item["text"] or ""
        if line.endswith(":"):
            above = name
            continue
        full = f"{above}: {name}" if item["indent"] else name
        yield Row(one.part, one.heading, full, bounds(text))
