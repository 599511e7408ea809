"""The shipped phase gates against the KPI document: its words, its shares, its rows."""

from __future__ import annotations

import re

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Gate, GateId
from aux_monitor.domain.gates import gate_targets
from tests.settings.kpi_document import DOCUMENT, Row, rows, section

CATALOGUE = load_catalogue()
GATES = CATALOGUE.gates

WHOLE_PHASES = (
    "Core metrics instrumentation",
    "Baseline establishment",
    "Early adopter feedback loop",
    "Community momentum established",
    "Enterprise adoption begun",
    "Ecosystem thriving",
)
"""The document's criteria that no figure decides."""


def gate(name: str) -> Gate:
    """Return the gate of this id."""
    return GATES[GateId(name)]


def criteria() -> list[tuple[str, str]]:
    """Return every (phase, criterion) of the document, in its order."""
    text = DOCUMENT.read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^### (Phase \d: .+)$", text)
    return [
        (heading, line.strip("- ✅")) for heading in headings for line in section(heading).lines
    ]


def counted(name: str) -> list[str]:
    """Return the document's names of the rows that a gate counts."""
    found = gate_targets(gate(name), CATALOGUE.metrics.values())
    return [CATALOGUE.metrics[metric].document for metric, _ in found]


def due_by(row: Row, month: int) -> bool:
    """Return whether a row has a target that is due by a month of the programme."""
    return any(bound.months is None or bound.months <= month for bound in row.targets)


def test_the_gates_are_the_document_s_criteria_word_for_word() -> None:
    """Phase and condition stand as written, in the document's order, and no other is computed."""
    computed = [(phase, text) for phase, text in criteria() if text not in WHOLE_PHASES]
    assert [(each.phase, each.condition) for each in GATES.values()] == computed
    assert len(computed) == 3
    assert len(criteria()) == len(computed) + len(WHOLE_PHASES)


@pytest.mark.parametrize("name", list(GATES))
def test_a_gate_lies_in_the_months_of_its_phase(name: GateId) -> None:
    """The months are those in the phase's heading."""
    found = re.search(r"\(Months (\d+)-(\d+)\)", GATES[name].phase)
    assert found is not None
    assert (GATES[name].from_month, GATES[name].to_month) == (int(found[1]), int(found[2]))


@pytest.mark.parametrize("name", list(GATES))
def test_a_gate_asks_for_the_share_in_its_condition(name: GateId) -> None:
    """A condition with a per cent asks for it, one without for all."""
    found = re.match(r"(\d+)%", GATES[name].condition)
    assert GATES[name].share == (int(found[1]) / 100 if found else 1.0)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("phase_2_adoption", "Adoption Metrics"),
        ("phase_2_performance", "Performance Metrics"),
        ("phase_3_targets", ""),
    ],
)
def test_a_gate_counts_the_rows_of_its_part_that_are_due(name: str, part: str) -> None:
    """Every row with a target that is due by the end of the phase, each once; no other metric."""
    month = gate(name).to_month
    due = [row.name for row in rows() if part in ("", row.part) and due_by(row, month)]
    assert sorted(counted(name)) == sorted(set(due))


def test_the_adoption_gate_asks_for_what_is_due_at_six_months() -> None:
    """Phase 2 ends in month nine: the figures are the six-month ones."""
    found = dict(gate_targets(gate("phase_2_adoption"), CATALOGUE.metrics.values()))
    for metric, limit in found.items():
        known = CATALOGUE.metrics[metric]
        assert limit == (known.dated[0].limit if known.dated else known.target)


def test_the_last_gate_asks_for_what_is_due_at_twelve_months() -> None:
    """Phase 3 ends with the year: the figures are the last ones."""
    found = dict(gate_targets(gate("phase_3_targets"), CATALOGUE.metrics.values()))
    for metric, limit in found.items():
        known = CATALOGUE.metrics[metric]
        assert limit == (known.dated[-1].limit if known.dated else known.target)
