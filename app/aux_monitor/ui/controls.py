"""The look of labels, buttons and fields, from the theme: one style sheet and small makers."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QToolTip, QWidget

from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme, mixed

LONGEST_ENTRY = 4096
"""No field takes more characters: the longest path of the common systems."""


class Tone(Enum):
    """How strongly a label stands out; the value is matched by the style sheet."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Weight(Enum):
    """How strongly a button asks to be pressed; the value is matched by the style sheet."""

    PLAIN = "plain"
    MAIN = "main"
    QUIET = "quiet"


def control_sheet(theme: Theme) -> str:
    """Return the style sheet for a page and everything in it.

    Qt asks a style sheet about every widget below the one that carries it: a page with a hundred
    widgets that paint themselves is better off without one (30 ms at the start).
    """
    return _filled(_SHEET + _SCROLL_BAR_SHEET, theme)


def scroll_bar_sheet(theme: Theme) -> str:
    """Return the style sheet for one scroll bar."""
    return _filled(_SCROLL_BAR_SHEET, theme)


def dress_tool_tips(theme: Theme) -> None:
    """Give the program's tool tips the theme's colours and type."""
    palette = QPalette(QToolTip.palette())
    palette.setColor(QPalette.ColorRole.ToolTipBase, theme.colours.raised)
    palette.setColor(QPalette.ColorRole.ToolTipText, theme.colours.text)
    QToolTip.setPalette(palette)
    QToolTip.setFont(theme.font(TextStyle.BODY))


def _filled(sheet: str, theme: Theme) -> str:
    c = theme.colours
    tokens = {
        "background": c.background,
        "surface": c.surface,
        "raised": c.raised,
        "hover": c.hover,
        "line": c.line,
        "text": c.text,
        "text_2": c.text_2,
        "text_3": c.text_3,
        "focus": c.focus,
        "breach": c.breach,
        "main": c.accent,
        "main_hover": mixed(c.accent, c.text, 0.15),
        "on_main": c.surface,
        "banner": mixed(c.surface, c.accent, theme.tint.banner),
        "banner_line": mixed(c.line, c.accent, theme.tint.banner_edge),
    }
    sizes = {
        "card": theme.radius.card,
        "button": theme.radius.button,
        "line": theme.stroke.line,
        "ring": theme.stroke.ring,
        "s_ringed": theme.space.s - (theme.stroke.ring - theme.stroke.line),
        "m_ringed": theme.space.m - (theme.stroke.ring - theme.stroke.line),
        "xs": theme.space.xs,
        "s": theme.space.s,
        "m": theme.space.m,
        "bar": theme.ipx(10),
        "grip": theme.ipx(40),
    }
    for name, colour in tokens.items():
        sheet = sheet.replace(f"@{name};", f"{_css(colour)};")
    for name, size in sizes.items():
        sheet = sheet.replace(f"#{name}#", f"{size}px")
    return sheet


def label(
    text: str,
    theme: Theme,
    style: TextStyle = TextStyle.BODY,
    tone: Tone = Tone.FIRST,
    *,
    wrap: bool = False,
) -> QLabel:
    """Return a label that shows ``text`` as it is, never as markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(theme.font(style))
    made.setProperty("tone", tone.value)
    made.setWordWrap(wrap)
    return made


def button(text: str, theme: Theme, weight: Weight = Weight.PLAIN) -> QPushButton:
    """Return a push button."""
    made = QPushButton(text.replace("&", "&&"))
    made.setFont(theme.font(TextStyle.BODY_STRONG))
    made.setProperty("weight", weight.value)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


def line_edit(theme: Theme, name: str, placeholder: str = "") -> QLineEdit:
    """Return a text field; ``name`` is what a screen reader calls it."""
    made = QLineEdit()
    made.setFont(theme.font(TextStyle.BODY))
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    made.setMaxLength(LONGEST_ENTRY)
    return made


def plain_tooltip(text: str) -> str:
    """Return a tool tip that shows ``text`` as it is, line breaks and all.

    Qt guesses at markup, so the text is escaped, and would run lines together as HTML does. Between
    tags only these two marks begin anything (``html.escape`` comes with a table of every entity).
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<span style="white-space: pre-wrap">{escaped}</span>' if text else ""


def card(parent: QWidget | None = None) -> QFrame:
    """Return a raised ground with rounded corners for a group of things."""
    made = QFrame(parent)
    made.setProperty("role", "card")
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a hairline between two groups."""
    made = QFrame(parent)
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def _css(colour: QColor) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"


_SCROLL_BAR_SHEET = """
QScrollBar:vertical { background: transparent; width: #bar#; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: #xs#; min-height: #grip#; }
QScrollBar::handle:vertical:hover { background: @text_3; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
"""

_SHEET = """
QWidget[role="page"], QWidget[role="page"] QScrollArea, QWidget[role="column"] {
    background: @background;
    border: none;
}
QFrame[role="card"] {
    background: @surface;
    border: #line# solid @line;
    border-radius: #card#;
}
QFrame[role="banner"] {
    background: @banner;
    border: #line# solid @banner_line;
    border-radius: #card#;
}
QFrame[role="foot"] { background: @surface; border: none; border-top: #line# solid @line; }
QFrame[role="entry"] { background: @raised; border: none; border-radius: #button#; }
QFrame[role="plain"] { background: @surface; border: none; }
QFrame[role="rule"] { background: @line; border: none; }
QLabel { background: transparent; border: none; color: @text; }
QLabel[tone="second"] { color: @text_2; }
QLabel[tone="third"] { color: @text_3; }
QLineEdit, QPlainTextEdit {
    background: @background;
    color: @text;
    border: #line# solid @line;
    border-radius: #button#;
    padding: #s#;
    selection-background-color: @main;
    selection-color: @on_main;
    placeholder-text-color: @text_3;
}
QLineEdit:hover, QPlainTextEdit:hover { border-color: @text_3; }
QLineEdit:focus, QPlainTextEdit:focus {
    border: #ring# solid @focus;
    padding: #s_ringed#;
}
QLineEdit[wrong="true"] { border-color: @breach; }
QPushButton {
    background: @raised;
    color: @text;
    border: #line# solid @line;
    border-radius: #button#;
    padding: #s# #m#;
}
QPushButton:hover { background: @hover; }
QPushButton:focus { border: #ring# solid @focus; padding: #s_ringed# #m_ringed#; outline: none; }
QPushButton:checked { background: @hover; border-color: @text_3; color: @text; }
QPushButton:checked:focus { border-color: @focus; }
QPushButton:disabled { color: @text_3; }
QPushButton[weight="main"] { background: @main; color: @on_main; border-color: @main; }
QPushButton[weight="main"]:hover { background: @main_hover; }
QPushButton[weight="main"]:focus { border-color: @text; }
QPushButton[weight="main"]:disabled { background: @raised; color: @text_3; border-color: @line; }
QPushButton[weight="quiet"] { background: transparent; border-color: transparent; color: @text_2; }
QPushButton[weight="quiet"]:hover { background: @hover; color: @text; }
QPushButton[weight="quiet"]:focus { border-color: @focus; color: @text; }
QTableView {
    background: transparent;
    color: @text;
    border: none;
    gridline-color: transparent;
    selection-background-color: @hover;
    selection-color: @text;
}
QHeaderView, QHeaderView::section {
    background: transparent;
    color: @text_3;
    border: none;
    padding: #xs# 2px;
}
QMenu { background: @raised; color: @text; border: #line# solid @line; padding: #xs#; }
QMenu::item { padding: #s# #m#; border-radius: #xs#; }
QMenu::item:selected { background: @hover; }
QMenu::separator { background: @line; height: 1px; margin: #xs#; }
"""


def ground(widget: QWidget, theme: Theme) -> None:
    """Let a widget be the theme's ground where nothing else is drawn: no white flash at first."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.colours.background)
    widget.setPalette(palette)
