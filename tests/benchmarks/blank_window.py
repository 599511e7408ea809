"""A blank PySide6 window: what the program's start is held against."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    sys.exit(application.exec())
