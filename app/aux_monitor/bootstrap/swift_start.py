"""What keeps the start short: no garbage collection, and nothing read that nobody asks for.

Measured on the way to the first paint, 2 cores, Python 3.11: the collector's passes over what is
being imported took 50 ms of 640, and finds nothing, since modules stay. PySide6 reads the whole
source of every module that is imported after it, to look for the word "PySide6"
(``shibokensupport.feature._mod_uses_pyside``): 16 ms before the first paint, 130 more with numpy
and pyqtgraph, and 19 MB of source lines that ``linecache`` then keeps for good. Its answer matters
to programs that import ``__feature__``, which this one does not. PySide6 compiles, from text that
lies in its library, what writes its signatures (for ``help()`` and error messages): 45 ms. msgspec
takes two names from ``typing_extensions`` that ``typing`` has too: 11 ms with the ``inspect`` that
comes along. Nothing of these is used on the way.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any, Protocol, SupportsIndex, cast

_EXTENSIONS = "typing_extensions"
_FEATURE = "shibokensupport.feature"
_READER = "_mod_uses_pyside"
_EMBEDDED = "EmbeddableZipImporter"
_SIGNATURES = "shibokensupport.signature."
_MAPPING = _SIGNATURES + "mapping"
_LATE = frozenset(
    _SIGNATURES + name
    for name in (
        "errorhandler",
        "layout",
        "mapping",
        "parser",
        "lib.enum_sig",
        "lib.pyi_generator",
        "lib.tool",
    )
)
"""What ``shibokensupport.signature.loader`` imports at once, and asks only when called."""

_executing = RLock()


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


def import_msgspec() -> None:
    """Import msgspec without ``typing_extensions``, unless that is loaded already."""
    if _EXTENSIONS in sys.modules:
        return
    sys.modules[_EXTENSIONS] = cast("Any", None)  # how importlib is told that there is none
    try:
        import_module("msgspec")
    finally:
        del sys.modules[_EXTENSIONS]


def import_pyside() -> None:
    """Import what every module of PySide6 stands on, and of that only what runs."""
    _put_off("inspect")
    with _signatures_late():
        import_module("PySide6.QtCore")
    read_no_sources()


@contextmanager
def _signatures_late() -> Iterator[None]:
    """Let PySide6, while it is imported, put off what writes signatures until they are asked for.

    It finds its own modules by a finder that it puts first in ``sys.meta_path``: a finder of that
    kind is made to answer for some of them with modules that are executed later. A PySide6 which
    loads them by another way loads them at once.
    """
    finders = sys.meta_path
    sys.meta_path = _Finders(finders)
    try:
        yield
    finally:
        finders[:] = sys.meta_path
        sys.meta_path = finders


class _Loader(Protocol):
    def exec_module(self, module: ModuleType) -> None: ...


class _Finders(list[Any]):
    """``sys.meta_path`` that knows PySide6's finder when it comes."""

    def insert(self, index: SupportsIndex, finder: Any) -> None:  # as list, which takes any object
        if type(finder).__name__ == _EMBEDDED:
            finder.find_spec = _finding_late(finder.find_spec)
        super().insert(index, finder)


_FindSpec = Callable[[str, Sequence[str] | None, ModuleType | None], ModuleSpec | None]


def _finding_late(find_spec: _FindSpec) -> _FindSpec:
    def find_late(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        read_no_sources()  # as soon as there is what would read them
        spec = find_spec(name, path, target)
        if spec is not None and name in _LATE and spec.loader is not None:
            spec.loader = cast("Any", _LateLoader(spec.loader))  # importlib asks for no more of one
        return spec

    return find_late


def _put_off(name: str) -> None:
    """Let a module of the standard library be executed when something of it is first asked for."""
    spec = None if name in sys.modules else PathFinder.find_spec(name)
    if spec is not None and spec.loader is not None:
        module = sys.modules[name] = _LateModule(name, spec.loader)
        module.__spec__, module.__loader__, module.__file__ = spec, spec.loader, spec.origin


class _LateLoader:
    """Makes a module that is executed when something of it is first asked for."""

    def __init__(self, loader: _Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _LateModule(spec.name, self._loader)
        if spec.name == _MAPPING:
            # The library looks this one up in the module's dictionary, past every ``getattr``.
            module.__dict__["update_mapping"] = lambda: _executed(module).update_mapping()
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Leave it for later."""


class _LateModule(ModuleType):
    def __init__(self, name: str, loader: _Loader) -> None:
        super().__init__(name)
        self.__dict__["_loader_then"] = loader

    def __getattr__(self, name: str) -> Any:  # whatever the module holds
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no {name!r} before it is executed")
        return ModuleType.__getattribute__(_executed(self), name)


def _executed(module: ModuleType) -> Any:  # whatever the module holds
    """Execute a module once, under the name it was found by: PySide6 gave it another since."""
    with _executing:
        loader = module.__dict__.pop("_loader_then", None)
        if loader is not None:
            given, module.__spec__ = module.__spec__, ModuleSpec(module.__name__, None)
            loader.exec_module(module)
            module.__spec__ = given
            module.__class__ = ModuleType
    return module


def _uses_pyside(_module: ModuleType) -> bool:
    return True
