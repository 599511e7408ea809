"""What a person can ask of the reviews."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from aux_monitor.domain.catalogue import Cadence


class ChooseReview(Struct, frozen=True):
    """Show the review of a cadence."""

    cadence: Cadence


class MarkReviewed(Struct, frozen=True):
    """Keep that a review was done just now."""

    cadence: Cadence
    note: str = ""


class UnmarkReviewed(Struct, frozen=True):
    """Take back a review that was marked, by its id."""

    review: int


ReviewIntent: TypeAlias = ChooseReview | MarkReviewed | UnmarkReviewed
