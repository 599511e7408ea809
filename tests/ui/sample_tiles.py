"""Tiles and sections for the widgets' tests; noise is drawn from a seeded generator."""

from __future__ import annotations

import random

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Category
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import TOPIC_OF
from aux_monitor.presentation.text import unbroken
from aux_monitor.presentation.views import BarView, FigureView, SectionView, TileView
from tests.ui.sample_names import UNCONNECTED

_ON, _OFF, _BREACH, _UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN


def metric_id(name: str) -> MetricId:
    """Return an id made from a name."""
    return MetricId(name.lower().replace(" ", "_"))


def wave(
    seed: int, start: float, end: float, noise: float, count: int = 64, *, bend: float = 0.0
) -> tuple[float, ...]:
    """Return a noisy way from ``start`` to ``end``; flat for the share ``bend``."""
    source = random.Random(seed)  # noqa: S311 - a picture's noise, no secret
    values = []
    for index in range(count):
        share = max(0.0, (index / (count - 1) - bend) / (1 - bend))
        values.append(start + (end - start) * share + source.uniform(-noise, noise))
    return tuple(values)


def tile(
    name: str,
    figure: str,
    unit: str = "",
    *,
    level: Level = _ON,
    word: str = "",
    foot: str = "",
    age: str = "1 s",
    hint: str = "",
    spark: tuple[float | None, ...] = (),
    limit: float | None = None,
    bar: BarView | None = None,
    trust: Trust = Trust.FRESH,
    dimmed: bool = False,
    pending: bool = False,
) -> TileView:
    """Return one tile's view with sensible defaults."""
    said = word or level.value
    return TileView(
        metric=metric_id(name),
        name=name,
        figure=FigureView(figure, unit),
        level=level,
        trust=trust,
        word=said,
        foot=foot,
        age=age,
        hint=hint,
        spark=spark,
        spark_limit=limit,
        bar=bar,
        dimmed=dimmed,
        pending=pending,
        accessible=f"{name}, {figure} {unit}, {said}, {foot}, {age} old",
        tooltip=f"{name}\n{foot}",
    )


def unconnected(name: str, foot: str) -> TileView:
    """Return the view of a metric that nothing fills yet."""
    return tile(
        name,
        "—",
        level=_UNKNOWN,
        trust=Trust.NOT_CONNECTED,
        word="not connected",
        foot=foot,
        age="",
    )


def gate() -> TileView:
    """Return a phase gate that is not met, and names what it lacks."""
    made = tile(
        "Phase 2: adoption",
        "2",
        "of 8",
        level=_OFF,
        word="not met",
        foot="needs 4",
        age="",
        bar=BarView(0.25, None, 0.5),
    )
    names = ("Countries", "Doc languages", "Contributors", "Unique domains", "2 not connected")
    missing = f"Missing: {', '.join(map(unbroken, names))}"
    return replace(made, metric=MetricId("gate:phase_2_adoption"), note=missing)


def gates() -> tuple[TileView, ...]:
    """Return the three phase gates: not met, met, and one that cannot be told."""
    met = replace(
        gate(),
        metric=MetricId("gate:met"),
        name="Phase 2: performance",
        figure=FigureView("11", "of 11"),
        level=_ON,
        word="met",
        foot="needs 11",
        bar=BarView(1.0, None, 1.0),
        note="",
    )
    unknown = replace(
        gate(),
        metric=MetricId("gate:unknown"),
        name="Phase 3: all targets",
        figure=FigureView("31", "of 71"),
        level=_UNKNOWN,
        trust=Trust.NO_DATA,
        word="unknown",
        foot="needs 57",
        bar=BarView(0.437, None, 0.803),
    )
    return gate(), met, unknown


def landing() -> TileView:
    """Return a dated tile with its forecast."""
    made = tile(
        "Monthly active users",
        "604",
        level=_OFF,
        hint="79 % of pace",
        foot="6 mo 1,000 · due 764",
        bar=BarView(0.302, 0.382, 0.5, (1.0,)),
    )
    return replace(made, note=f"lands 2027-06-19 {unbroken('(80 %: 05-30 to 07-28)')}")


def _quiet(category: str) -> tuple[TileView, ...]:
    return tuple(unconnected(name, foot) for name, foot in UNCONNECTED.get(category, ()))


def _adoption() -> tuple[TileView, ...]:
    return (
        tile(
            "Daily commands",
            "96.2",
            "k",
            hint="▲ 11 %",
            foot="6 mo 100 k · due 77 k",
            spark=wave(1, 40, 96, 7),
            bar=BarView(0.48, 0.385, 0.5, (1.0,)),
        ),
        tile(
            "Unique domains",
            "431",
            hint="78 % of pace",
            level=_OFF,
            foot="6 mo 500 · due 552",
            spark=wave(2, 180, 431, 22),
            bar=BarView(0.3, 0.385, 0.5, (1.0,)),
        ),
    )


def _performance(retry: float) -> tuple[TileView, ...]:
    return (
        tile(
            "Click to completion",
            "402",
            "ms",
            level=_BREACH,
            foot="target < 150 · alert > 300",
            spark=wave(3, 140, 402, 12, bend=0.62),
            limit=150,
        ),
        tile(
            "Click P95",
            "612",
            "ms",
            level=_OFF,
            foot="target < 500",
            spark=wave(4, 430, 612, 30, bend=0.62),
            limit=500,
        ),
        tile(
            "Concurrent sessions",
            "1,204",
            foot="target > 1,000",
            spark=wave(5, 1100, 1204, 40),
            limit=1000,
        ),
        tile(
            "Retries after failure",
            f"{retry:.1f}",
            "%",
            level=_BREACH,
            word="pending",
            foot="target < 5 · alert > 10",
            spark=wave(6, 2.1, retry, 0.5, bend=0.7),
            limit=5,
            pending=True,
        ),
    )


def _reliability() -> tuple[TileView, ...]:
    rates = (
        ("Critical errors", "0.004", 0.01),
        ("High errors", "0.06", 0.1),
        ("Medium errors", "0.4", 1.0),
        ("Low errors", "2.8", 5.0),
    )
    errors = tuple(
        tile(
            name,
            figure,
            "%",
            foot=f"target < {limit:g}",
            spark=wave(index, limit * 0.4, limit * 0.5, limit * 0.12),
            limit=limit,
        )
        for index, (name, figure, limit) in enumerate(rates, 10)
    )
    gaps: list[float | None] = list(wave(15, 800, 742, 12))
    gaps[20:27] = [None] * 7
    return (
        *errors,
        tile("MTBF", "742", "h", foot="target > 720", spark=tuple(gaps), limit=720, age="1 h"),
        tile(
            "MTTR",
            "18",
            "min",
            level=_OFF,
            foot="target < 15",
            spark=wave(16, 11, 18, 1.5),
            limit=15,
            age="1 h",
        ),
    )


def _engagement() -> tuple[TileView, ...]:
    return (
        tile(
            "Contributors",
            "17",
            foot="6 mo 20 · due 16",
            age="4 min",
            spark=wave(20, 6, 17, 0.9),
            bar=BarView(0.425, 0.385, 0.5, (1.0,)),
        ),
        tile(
            "Pull requests / month",
            "58",
            foot="target > 50",
            age="4 min",
            spark=wave(21, 38, 58, 4),
            limit=50,
        ),
        tile(
            "Issues resolved",
            "74",
            "%",
            level=_OFF,
            foot="target > 80",
            age="4 min",
            spark=wave(22, 91, 74, 4),
            limit=80,
        ),
        tile(
            "Issue resolution time",
            "5.2",
            "d",
            foot="target < 7",
            age="4 min",
            spark=wave(23, 6.1, 5.2, 0.4),
            limit=7,
        ),
    )


def _security() -> tuple[TileView, ...]:
    names = ("Critical vulnerabilities", "High vulnerabilities", "Medium vulnerabilities")
    return tuple(
        tile(name, "0", foot=foot, age="4 min", spark=(0.0,) * 40, limit=limit)
        for name, foot, limit in zip(
            names, ("target 0", "target < 1", "target < 5"), (None, 1.0, 5.0), strict=True
        )
    )


def _community() -> tuple[TileView, ...]:
    return (
        tile(
            "Discord members",
            "377",
            level=_UNKNOWN,
            trust=Trust.STALE,
            word="stale 52 min",
            foot="6 mo 500",
            age="52 min",
            spark=wave(30, 100, 377, 4),
            dimmed=True,
        ),
    )


def north_star() -> TileView:
    """Return the North Star's large tile, a little ahead of its pace."""
    made = tile(
        "Weekly active installs",
        "812",
        hint="104 % of pace",
        foot="6 mo 1,000 · due 775",
        age="1 s",
        spark=wave(40, 520, 812, 22),
        bar=BarView(0.406, 0.388, 0.5, (1.0,)),
    )
    return replace(made, large=True)


def live_sections(retry: float = 10.9) -> tuple[SectionView, ...]:
    """Return every section, with what the collector and GitHub fill shown as live."""
    live = {
        "North Star": (north_star(),),
        "Adoption": _adoption(),
        "Performance": _performance(retry),
        "Reliability": _reliability(),
        "Security": _security(),
        "Developer engagement": _engagement(),
        "Community": _community(),
    }
    order = list(UNCONNECTED)
    order.insert(order.index("System"), "Performance")
    order.insert(order.index("Security"), "Reliability")
    order.insert(order.index("Support"), "Developer engagement")
    hints = {"Adoption": "pace toward the 6-month targets, day 141 of 182"}
    return tuple(
        SectionView(
            title,
            hints.get(title, ""),
            live.get(title, ()) + _quiet(title),
            TOPIC_OF[Category(title)],
        )
        for title in order
    )


def empty_sections() -> tuple[SectionView, ...]:
    """Return every section with nothing connected."""
    return tuple(
        replace(
            section,
            hint="",
            tiles=tuple(unconnected(shown.name, shown.foot) for shown in section.tiles),
        )
        for section in live_sections()
    )
