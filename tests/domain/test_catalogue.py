"""Operators, as the KPI document writes them."""

from __future__ import annotations

import pytest

from aux_monitor.domain.catalogue import Comparison, Limit


@pytest.mark.parametrize(
    ("comparison", "below", "equal", "above"),
    [
        (Comparison.LESS, True, False, False),
        (Comparison.AT_MOST, True, True, False),
        (Comparison.AT_LEAST, False, True, True),
        (Comparison.GREATER, False, False, True),
    ],
)
def test_an_operator_is_taken_as_written(
    comparison: Comparison, *, below: bool, equal: bool, above: bool
) -> None:
    """A strict operator refuses the limit itself, the others take it."""
    limit = Limit(comparison, 95.0)
    assert [limit.met_by(94.9), limit.met_by(95.0), limit.met_by(95.1)] == [below, equal, above]
