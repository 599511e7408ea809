"""The small makers of controls: what is given as text is shown as that text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument

from aux_monitor.ui.controls import plain_tooltip


@pytest.mark.parametrize(
    "text",
    [
        "collector: fresh\nlast answer 1 s ago\n\n4,182 events",
        "<img src=x> & <b>more</b>",
        "a  b\n   c",
    ],
)
def test_a_tool_tip_reads_as_its_text(text: str) -> None:
    """Qt takes the tip for markup and reads the text out of it: markup, blanks and line breaks."""
    tip = plain_tooltip(text)
    assert Qt.mightBeRichText(tip)
    document = QTextDocument()
    document.setHtml(tip)
    # A line break within a block is U+2028 in some versions, and a plain one in others.
    assert document.toPlainText().replace("\u2028", "\n") == text


def test_no_text_is_no_tool_tip() -> None:
    """Nothing to say opens no empty box."""
    assert plain_tooltip("") == ""
