"""The window's place and page from one start to the next."""

from __future__ import annotations

from aux_monitor.ui.pages import SIDE_PAGES, Page
from aux_monitor.ui.standing import kept_place, stand
from aux_monitor.ui.window import MainWindow


def place_of(window: MainWindow) -> bytes:
    """Return where the window stands and which page it shows."""
    frame = window.frame
    page = frame.page_behind if frame.page in SIDE_PAGES else frame.page
    return kept_place(window, page.value)


def restore(window: MainWindow, kept: bytes, screen: str, *, full: bool) -> None:
    """Stand on ``screen``, else where ``kept`` says, and show the page that was open then.

    What cannot be used is passed over. A metric's page or a form is never opened by itself.
    """
    page = stand(window, kept, screen, full=full)
    known = [each for each in Page if each not in SIDE_PAGES and each.value == page]
    if known and known[0] is not window.frame.page:
        window.open_page(known[0])
