"""What keeps the start short: no garbage collection, and no reading of source text.

Measured on the way to the first paint, 2 cores, Python 3.11: the collector's passes over what is
being imported took 50 ms of 640, and finds nothing, since modules stay. PySide6 reads the whole
source of every module that is imported after it, to look for the word "PySide6"
(``shibokensupport.feature._mod_uses_pyside``): 16 ms before the first paint, 130 more with numpy
and pyqtgraph, and 19 MB of source lines that ``linecache`` then keeps for good. Its answer matters
to programs that import ``__feature__``, which this one does not.
"""

from __future__ import annotations

import gc
import sys
from types import ModuleType

_FEATURE = "shibokensupport.feature"
_READER = "_mod_uses_pyside"


def hold_collection() -> None:
    """Collect no garbage until ``resume_collection``."""
    gc.disable()


def resume_collection() -> None:
    """Collect again; what was made until now is taken to stay and is not looked through."""
    gc.freeze()
    gc.enable()


def read_no_sources() -> None:
    """Let PySide6 take every module imported from now on for one that uses it.

    That is what it would find in most of ours, and means "no feature is switched on". A PySide6
    without the private function keeps its own ways.
    """
    feature = sys.modules.get(_FEATURE)
    if feature is not None and hasattr(feature, _READER):
        setattr(feature, _READER, _uses_pyside)


def _uses_pyside(_module: ModuleType) -> bool:
    return True
