"""What is measured, held against its limit, and the table it is told in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    ``measured`` and ``limit`` are in ``unit``; without a limit it only informs. ``beside`` says
    what was measured beside it in the same run; ``detail`` keeps the single runs.
    """

    name: str
    measured: float
    unit: str
    limit: float | None = None
    beside: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Return whether the figure is within its limit; one without a limit always is."""
        return self.limit is None or self.measured <= self.limit

    def row(self) -> str:
        """Return the figure as a row of a Markdown table."""
        limit = "" if self.limit is None else f"at most {_text(self.limit)} {self.unit}"
        missed = "" if self.kept else " (missed)"
        measured = f"{_text(self.measured)} {self.unit}{missed}"
        return f"| {self.name} | {measured} | {limit} | {self.beside} |"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    head = ("| figure | measured | limit | beside |", "|---|---|---|---|")
    return "\n".join((*head, *(figure.row() for figure in figures)))


def _text(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"
