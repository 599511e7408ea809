"""Local time follows the system's zone through its changes of the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.desktop.zone import LocalZone


@pytest.fixture(autouse=True)
def berlin() -> Iterator[None]:
    """Run in a zone with daylight saving time."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_summer_and_winter_have_their_own_offset() -> None:
    """Noon UTC is 14:00 in July and 13:00 in December."""
    zone = LocalZone()
    july = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zone)
    december = datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone(zone)
    assert (july.hour, july.tzname()) == (14, "CEST")
    assert (december.hour, december.tzname()) == (13, "CET")


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_every_moment_reads_as_the_system_reads_it(at: int) -> None:
    """The wall clock equals the C library's, whenever it is."""
    local = datetime.fromtimestamp(at, LocalZone())
    system = time.localtime(at)
    assert local.timetuple()[:6] == system[:6]
