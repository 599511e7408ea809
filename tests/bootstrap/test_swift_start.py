"""What keeps the start short, tried in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys


def printed(code: str) -> str:
    """Return what a fresh interpreter prints for ``code``, unmeasured: coverage imports its own."""
    command = [sys.executable, "-c", code]
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return done.stdout.strip()


MOST_EARLY_MODULES = 140
"""Own modules before the first paint: each costs half a millisecond of six hundred."""

LATE = (
    *("ast", "asyncio", "concurrent.futures", "csv", "dataclasses", "json", "sqlite3", "ssl"),
    *("httpx", "keyring", "numpy", "pyqtgraph", "qasync", "typing_extensions"),
    *("aux_monitor.collector", "aux_monitor.adapters.history", "aux_monitor.adapters.sources"),
    *("aux_monitor.presentation.detail", "aux_monitor.presentation.provenance"),
    *("aux_monitor.ui.alert_card", "aux_monitor.ui.connect", "aux_monitor.ui.crosshair"),
    *("aux_monitor.ui.detail", "aux_monitor.ui.palette", "aux_monitor.ui.settings_page"),
)
"""What the first picture does without."""


def test_the_first_picture_loads_only_what_it_is_drawn_from() -> None:
    """Neither the event loop nor a page nobody opened is imported on the way to the window."""
    code = (
        "import sys\n"
        "from aux_monitor.bootstrap import swift_start\n"
        "swift_start.import_msgspec()\n"
        "swift_start.import_pyside()\n"
        "import aux_monitor.bootstrap.window\n"
        f"print([name for name in {LATE} if name in sys.modules])\n"
        "print(sum(name.startswith('aux_monitor.') for name in sys.modules))\n"
    )
    late, early = printed(code).splitlines()
    assert late == "[]"
    assert int(early) <= MOST_EARLY_MODULES


def test_the_command_line_alone_imports_no_qt() -> None:
    """Help and wrong arguments are answered before anything heavy is loaded."""
    code = "import sys, aux_monitor.__main__\nprint([m for m in sys.modules if 'PySide6' in m])"
    assert printed(code) == "[]"


def test_a_start_of_the_window_builds_no_parser_of_the_commands() -> None:
    """And whatever else is meant gets the whole one, with its help and its errors."""
    code = (
        "import aux_monitor.__main__ as program\n"
        "plain = [[], ['--demo'], ['--watch', 'a.log', '--theme=dark']]\n"
        "other = [['check'], ['-h'], ['--version'], ['--data'], ['--theme', 'blue'], ['snapsht']]\n"
        "print([program._window_alone(each) is not None for each in plain + other])"
    )
    assert printed(code) == str([True] * 3 + [False] * 6)


def test_pyside_reads_no_sources_of_what_is_imported_after() -> None:
    """Else ``linecache`` would hold the text of every module for good."""
    code = (
        "import linecache, PySide6.QtCore\n"
        "from aux_monitor.bootstrap.swift_start import read_no_sources\n"
        "read_no_sources()\n"
        "import httpx\n"
        "print([file for file in linecache.cache if 'httpx' in file])"
    )
    assert printed(code) == "[]"


def test_a_wrong_call_of_qt_is_explained_as_ever() -> None:
    """What writes signatures is put off, and there when PySide6 or somebody asks for one."""
    wrong = (
        "from PySide6.QtCore import QRect\n"
        "try:\n    QRect('text')\nexcept TypeError as error:\n    print(error)\n"
        "import inspect\nprint(inspect.signature(inspect.getdoc))"
    )
    late = (
        "import sys\n"
        "from aux_monitor.bootstrap import swift_start\n"
        "swift_start.import_msgspec()\n"
        "swift_start.import_pyside()\n"
        "assert not {'ast', 'typing_extensions'} & set(sys.modules)\n"
        "assert not hasattr(sys.modules['shibokensupport.signature.parser'], '__file__')\n"
    )
    assert "QRect" in printed(wrong)
    assert printed(late + wrong) == printed(wrong)


def test_garbage_is_collected_again_after_the_start() -> None:
    """And what the start made is no longer looked through."""
    code = (
        "import gc\n"
        "from aux_monitor.bootstrap.swift_start import hold_collection, resume_collection\n"
        "hold_collection()\n"
        "held = gc.isenabled()\n"
        "resume_collection()\n"
        "print(held, gc.isenabled(), gc.get_freeze_count() > 0)"
    )
    assert printed(code) == "False True True"


def test_entering_figures_is_loaded_when_it_is_first_opened() -> None:
    """Neither the start nor a metric's page pays for the tab."""
    code = (
        "import sys, aux_monitor.bootstrap.desk, aux_monitor.ui.detail\n"
        "late = ('ui.entry_panel', 'services.entering', 'presentation.entry_views', 'csv')\n"
        "print([name for name in late if any(m.endswith(name) for m in sys.modules)])"
    )
    assert printed(code) == "[]"
