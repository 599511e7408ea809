"""Opens a web page in the browser of the desktop, and nothing but a web page."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from aux_monitor.presentation.links import web_page


def open_page(address: str) -> bool:
    """Open an address that came from outside; return whether a browser took it.

    The view has checked it before: here it is checked where it leaves the program.
    """
    url = QUrl(web_page(address), QUrl.ParsingMode.StrictMode)
    return url.scheme() in ("http", "https") and url.isValid() and QDesktopServices.openUrl(url)
