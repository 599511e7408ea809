"""Which alert cards are shown in full where there is not room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class CardSize(Struct, frozen=True):
    """One card's two heights; ``wish`` is whether a person wants it full, None without a wish."""

    full: int
    compact: int
    wish: bool | None = None


def fits(sizes: Sequence[CardSize], room: int, gap: int) -> bool:
    """Return whether every card can be shown in full, ``gap`` apart."""
    return sum(size.full + gap for size in sizes) - gap <= room


def plan(sizes: Sequence[CardSize], room: int, gap: int) -> list[bool]:
    """Return for each card whether it is shown in full.

    What a person wishes is kept. Else the first is full, and then one after the other, most
    urgent first, as long as all that follow still find room for their first lines. Once one does
    not fit, none behind it is full: the order says what is urgent, not the height.
    """
    given = [size.full if size.wish else size.compact for size in sizes]
    used = sum(height + gap for height in given) - gap
    shown = [bool(size.wish) for size in sizes]
    for index, size in enumerate(sizes):
        if size.wish is not None:
            continue
        used += size.full - size.compact
        if used > room and index > 0:
            break
        shown[index] = True
    return shown
