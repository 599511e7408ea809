"""A start with what the run before saw, by the real program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collector.process import RunningCollector
from tests.desktop.program import started
from tests.desktop.test_end_to_end import Server, eventually

pytestmark = pytest.mark.usefixtures("window_manager", "session_bus")


def test_a_start_shows_the_last_figures_as_cached_until_the_source_answers(
    tmp_path: Path, x_display: str
) -> None:
    """A breach of the run before is shown without a level while its collector is away.

    The run that saw it ends as a session does; the next one keeps the figure through a silent
    collector, and its first answer takes the figure's place.
    """
    home = tmp_path / "home"
    server = Server(tmp_path / "session.log")
    server.serve(300, ms=900)
    data, log = tmp_path / "data", [server.path]
    collector = RunningCollector(data, log)
    port = str(collector.listening["port"])
    arguments = ("--collector", f"http://127.0.0.1:{port}")
    with started(home, x_display, *arguments) as program:
        eventually(program, 60.0, lambda shown: shown["response_time_avg"].level == "breach")
        seen = program.figures()["response_time_avg"].value
    collector.kill()
    with started(home, x_display, *arguments) as program:
        figure = program.figures()["response_time_avg"]
        assert (figure.value, figure.level, figure.trust) == (seen, "unknown", "cached")
        assert "figures cached " in program.title()
        with RunningCollector(data, log, "--port", port):
            eventually(program, 60.0, lambda shown: shown["response_time_avg"].trust == "fresh")
            assert "cached" not in program.title()
    assert "Traceback" not in (home / "output.txt").read_text()
