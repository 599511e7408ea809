"""How grave an error code is."""

from __future__ import annotations

import pytest

from aux_monitor.domain.severity import SEVERITY_OF_CODE, ErrorSeverity, severity_of


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("UNKNOWN_ERROR", ErrorSeverity.CRITICAL),
        ("TIMEOUT", ErrorSeverity.HIGH),
        ("WAIT_TIMEOUT", ErrorSeverity.MEDIUM),
        ("ELEMENT_NOT_FOUND", ErrorSeverity.LOW),
    ],
)
def test_a_code_has_the_severity_of_who_must_act(code: str, severity: ErrorSeverity) -> None:
    """The server broke, could not do its part, met a slow page, or was asked wrongly."""
    assert severity_of(code) is severity


@pytest.mark.parametrize("code", ["", "other", "BRAND_NEW"])
def test_a_code_nobody_classified_is_high(code: str) -> None:
    """It is noticed, and does not read as a broken server."""
    assert severity_of(code) is ErrorSeverity.HIGH


def test_every_severity_has_a_code() -> None:
    """No row of the document stays zero for want of a code."""
    assert set(SEVERITY_OF_CODE.values()) == set(ErrorSeverity)
