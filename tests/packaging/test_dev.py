"""The command itself, as a developer meets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtool.console import TaskError, run_quietly

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"


def test_an_old_python_is_told_apart_in_one_sentence() -> None:
    """Python 3.9 gets one sentence that names the version needed and the one found."""
    pretend = f"import sys, runpy; sys.version_info = (3, 9, 1); runpy.run_path({str(DEV)!r}, "
    code, output = run_quietly([sys.executable, "-c", pretend + "run_name='__main__')"])
    assert code == 2
    assert output == f"AUX Monitor needs Python 3.11 or later; {sys.executable} is Python 3.9.\n"


def test_an_unknown_task_names_the_known_ones() -> None:
    """A task that does not exist is refused with the list of those that do."""
    code, output = run_quietly([sys.executable, DEV, "tset"])
    assert code == 2
    refusal = output.splitlines()[-1]
    assert "tset" in refusal
    assert all(task in refusal for task in ("run", "test", "bench", "build"))


def test_build_refuses_arguments() -> None:
    """An argument that would do nothing is refused, not dropped."""
    code, output = run_quietly([sys.executable, DEV, "build", "--fast"])
    assert code == 2
    assert output == "dev.py: build takes no arguments, but was given --fast.\n"


def test_the_tool_needs_nothing_but_python() -> None:
    """The command imports without any installed package: a fresh clone has none."""
    show = f"import sys; sys.path.insert(0, {str(DEV.parent)!r}); import devtool.cli"
    assert run_quietly([sys.executable, "-I", "-S", "-c", show]) == (0, "")


def test_a_program_that_is_not_there_is_named() -> None:
    """A tool that cannot be started is one sentence, not a traceback."""
    with pytest.raises(TaskError, match=r"^Could not start no-such-tool: No such file"):
        run_quietly(["no-such-tool"])
