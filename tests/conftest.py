"""What every test gets: the repository on the path, steady properties, a log kept quiet.

No Qt here: most tests never need it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# The same examples on every run, so that a red run can be repeated by anybody. To look further:
# pytest --hypothesis-profile=explore
# How long examples take to make is no finding either: it depends on who else uses the machine.
_UNTIMED = settings(deadline=None, suppress_health_check=(HealthCheck.too_slow,))
settings.register_profile("steady", _UNTIMED, max_examples=45, derandomize=True, database=None)
settings.register_profile("explore", _UNTIMED, max_examples=2000)
settings.load_profile("steady")


class ExpectedWarnings(logging.Handler):
    """Hears every record of WARNING or worse, and knows which of them a test has claimed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._heard: list[str] = []
        self._claims: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's text."""
        self._heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def __call__(self, pattern: str) -> None:
        """Claim every warning in which ``pattern`` (a regular expression) is found.

        A claim may stand before or after the warning; one that nothing answers fails the test.
        """
        self._claims.append(pattern)

    @property
    def heard(self) -> tuple[str, ...]:
        """Return what has been logged so far, as ``LEVEL logger: text``."""
        return tuple(self._heard)

    def complaints(self) -> list[str]:
        """Return what is wrong with the log: warnings unclaimed, and claims unanswered."""
        unclaimed = [
            f"logged, but not claimed with expected_warnings(…): {text}"
            for text in self._heard
            if not any(re.search(claim, text) for claim in self._claims)
        ]
        unanswered = [
            f"claimed with expected_warnings(…), but not logged: {claim}"
            for claim in self._claims
            if not any(re.search(claim, text) for text in self._heard)
        ]
        return unclaimed + unanswered


@pytest.fixture(autouse=True)
def expected_warnings() -> Iterator[ExpectedWarnings]:
    """Fail a test that logs a WARNING or worse without claiming it: ``expected_warnings("…")``."""
    warnings = ExpectedWarnings()
    root = logging.getLogger()
    root.addHandler(warnings)
    try:
        yield warnings
    finally:
        root.removeHandler(warnings)
    complaints = warnings.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
