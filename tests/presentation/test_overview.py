"""The sections of tiles."""

from __future__ import annotations

from aux_monitor.domain.catalogue import Category
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.overview import pace_words, section, sectioned
from aux_monitor.presentation.views import SectionView
from tests.presentation.builders import CATALOGUE, MTTR, NOW, NPS, START, USERS


def test_sections_follow_the_document() -> None:
    """Every metric that no chart shows has its tile, in the order of the document's sections."""
    assert list(sectioned(CATALOGUE).items()) == [
        (Category.ADOPTION, (USERS.id,)),
        (Category.PERFORMANCE, (NPS.id,)),
        (Category.RELIABILITY, (MTTR.id,)),
    ]


def test_the_pace_in_words() -> None:
    """Which targets lie ahead and what day it is; the first day is day 1."""
    assert pace_words(USERS.dated, NOW, START) == (
        "pace toward the 6-month targets, day 141 of 184"
    )
    assert pace_words(USERS.dated, START, START).endswith("day 1 of 184")
    assert pace_words(USERS.dated, add_months(START, 6), START) == (
        "pace toward the 12-month targets, day 185 of 365"
    )
    assert pace_words(USERS.dated, add_months(START, 12), START) == "past the last dated target"
    assert pace_words(USERS.dated, NOW, NOW + 1) == "the programme has not begun"


def test_no_start_date_says_what_to_do() -> None:
    """Without a start date there is no pace; without dated targets there is nothing to say."""
    assert pace_words(USERS.dated, NOW, None) == "set the programme's start date to see the pace"
    assert pace_words((), NOW, START) == ""


def test_a_section_has_the_documents_heading() -> None:
    """Its title is the category's."""
    assert section(Category.ADOPTION, "hint", []) == SectionView(
        "Adoption", "hint", (), Topic.ADOPTION
    )
