"""A view of collectors and repositories side by side, one of them silent."""

from __future__ import annotations

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.beside import SideBySideView, SideCell, SideRow, SideTable
from aux_monitor.presentation.views import FigureView

ON, OFF, BREACH, UNKNOWN = Level.ON_TARGET, Level.OFF_TARGET, Level.BREACH, Level.UNKNOWN


def _row(name: str, level: Level, state: str, *cells: tuple[str, str, Level]) -> SideRow:
    made = tuple(SideCell(FigureView(text, unit), level) for text, unit, level in cells)
    return SideRow(name, level, state, made, state.startswith("stale"), f"{name}: {state}")


def several() -> SideBySideView:
    """Return three collectors, the worst first, and two repositories."""
    collectors = SideTable(
        "Collectors",
        "Collector fills the tiles and is watched by the alerts. Nothing is averaged.",
        ("Response time", "P95 response", "Success rate", "Retry rate"),
        tuple(map(MetricId, ("response_time_avg", "response_time_p95", "success", "retry_rate"))),
        (
            _row(
                "Frankfurt",
                BREACH,
                "5 s ago",
                ("318", "ms", BREACH),
                ("801", "ms", OFF),
                ("88.6", "%", BREACH),
                ("6.1", "%", OFF),
            ),
            _row(
                "Lab",
                UNKNOWN,
                "stale 4 min",
                ("142", "ms", UNKNOWN),
                ("377", "ms", UNKNOWN),
                ("97.0", "%", UNKNOWN),
                ("2.2", "%", UNKNOWN),
            ),
            _row(
                "Collector",
                ON,
                "1 s ago",
                ("121", "ms", ON),
                ("342", "ms", ON),
                ("98.2", "%", ON),
                ("1.9", "%", ON),
            ),
        ),
    )
    repositories = SideTable(
        "Repositories",
        "The tiles show them added up, or their mean over all issues.",
        ("GitHub stars", "Pull requests / month", "Issues resolved", "Critical vulns"),
        tuple(map(MetricId, ("stars", "pulls", "issues", "vulnerabilities_critical"))),
        (
            _row(
                "aux-protocol/aux",
                OFF,
                "4 min ago",
                ("512", "", UNKNOWN),
                ("41", "", OFF),
                ("84.0", "%", ON),
                ("0", "", ON),
            ),
            _row(
                "aux-protocol/inspector",
                ON,
                "4 min ago",
                ("130", "", UNKNOWN),
                ("58", "", ON),
                ("91.2", "%", ON),
                ("0", "", ON),
            ),
        ),
    )
    return SideBySideView((collectors, repositories))
