"""Every section of the KPI document is read on one page."""

from __future__ import annotations

from aux_monitor.domain.catalogue import Category
from aux_monitor.domain.topics import TOPIC_OF, Topic


def test_every_section_has_its_topic_and_no_topic_is_empty() -> None:
    """A section added to the document without a page would be seen on the overview alone."""
    assert set(TOPIC_OF) == set(Category)
    assert set(TOPIC_OF.values()) == set(Topic)
