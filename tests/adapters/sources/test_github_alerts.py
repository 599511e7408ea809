"""Security alerts: counted by severity, and a zero only where somebody could see one."""

from __future__ import annotations

import pytest

from aux_monitor.domain.reading import MetricId
from tests.adapters.sources.github_world import (
    A,
    Repo,
    World,
    poll,
    reading,
)


def test_alerts_are_counted_by_severity_and_moderate_is_medium() -> None:
    """One critical, no high and two moderate alerts; the fixed critical one took a day."""
    fetched = poll(World(Repo(A)), A)
    assert reading(fetched, "vulnerabilities_critical").value == 1
    assert reading(fetched, "vulnerabilities_high").value == 0
    assert reading(fetched, "vulnerabilities_medium").value == 2
    patch = reading(fetched, "time_to_patch_critical")
    assert (patch.value, patch.n) == (24.0, 1)


def test_without_a_token_alerts_are_not_called_zero() -> None:
    """Alerts nobody may see are failed with the permission they need, never a green 0."""
    fetched = poll(World(Repo(A)), A, token="")
    assert fetched.failed is not None
    assert "Dependabot alerts: read" in fetched.failed[MetricId("vulnerabilities_critical")]


@pytest.mark.parametrize(
    ("repo", "words"),
    [
        (Repo(A, severities=[], permission="READ"), "proves nothing"),
        (Repo(A, severities=[], permission=None), "proves nothing"),
        (Repo(A, severities=[], alerts_on=False), "switched off"),
    ],
)
def test_a_zero_that_proves_nothing_is_not_shown(repo: Repo, words: str) -> None:
    """No alerts where the token could see none, or where they are off, is not "none open"."""
    fetched = poll(World(repo), A)
    assert fetched.failed is not None
    assert words in fetched.failed[MetricId("vulnerabilities_high")]


def test_a_zero_that_a_maintainer_sees_is_a_zero() -> None:
    """No open alerts, seen by somebody who would see them, is a value of 0."""
    fetched = poll(World(Repo(A, severities=[], permission="MAINTAIN")), A)
    assert reading(fetched, "vulnerabilities_critical").value == 0


def test_alerts_that_are_counted_but_not_listed_are_no_figure() -> None:
    """Eleven hundred open alerts are more than are read: their severities are not guessed."""
    fetched = poll(World(Repo(A, severities=["LOW"] * 1100)), A)
    assert "did not list all" in (fetched.failed or {})[MetricId("vulnerabilities_critical")]
