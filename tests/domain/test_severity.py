"""The map from an AUX error code to the document's four severities."""

from __future__ import annotations

import pytest

from aux_monitor.domain.severity import SEVERITY_OF_CODE, ErrorSeverity, severity_of


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("UNKNOWN_ERROR", ErrorSeverity.CRITICAL),
        ("NAVIGATION_FAILED", ErrorSeverity.HIGH),
        ("TIMEOUT", ErrorSeverity.HIGH),
        ("WAIT_TIMEOUT", ErrorSeverity.MEDIUM),
        ("ELEMENT_NOT_FOUND", ErrorSeverity.LOW),
        ("INVALID_PARAMS", ErrorSeverity.LOW),
        ("INVALID_COMMAND", ErrorSeverity.LOW),
    ],
)
def test_every_code_the_server_was_seen_to_write_is_classified(
    code: str, severity: ErrorSeverity
) -> None:
    """Each code seen in a real log has the severity that says who has to act."""
    assert severity_of(code) is severity


def test_every_severity_has_a_code() -> None:
    """No row of the document's table stays empty for want of a code."""
    assert set(SEVERITY_OF_CODE.values()) == set(ErrorSeverity)


@pytest.mark.parametrize("code", ["", "NEVER_SEEN", "timeout"])
def test_a_code_nobody_classified_is_noticed_without_crying_wolf(code: str) -> None:
    """An unknown code is high: seen, and not taken for a broken server."""
    assert severity_of(code) is ErrorSeverity.HIGH
