"""What starts the program is tested on Qt's offscreen platform."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
