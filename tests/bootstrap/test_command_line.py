"""``aux-monitor check`` and ``snapshot`` as scripts meet them: output, exit codes, sentences."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from aux_monitor import __version__
from tests.collector.lines import executed, failed, received

TOKEN = "planted_token_0123456789"


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with all its files in ``home``, without display, keyring or bus."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    } | {
        "HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "AUX_MONITOR_COLLECTOR_TOKEN": TOKEN,
    }
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "aux_monitor", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def files(home: Path) -> tuple[str, ...]:
    """Return the options that keep everything in ``home``."""
    return "--config", str(home / "config.toml"), "--data", str(home / "data")


def log_of(path: Path, *, ms: int, bad: int = 4, commands: int = 300) -> Path:
    """Write a log of commands that ended in the last minute, ``bad`` of them failed."""
    at = time.time() - 30
    with path.open("w", encoding="utf-8") as log:
        for number in range(commands):
            command = f"c{number}"
            log.write(received(at, "s", command, "click", f"#b{number}") + "\n")
            line = (
                failed(at, "s", command, "click", ms, "ELEMENT_NOT_FOUND")
                if number < bad
                else executed(at, "s", command, "click", ms)
            )
            log.write(line + "\n")
    return path


def test_a_healthy_log_exits_with_0_and_its_figures_as_json(tmp_path: Path) -> None:
    """The JSON holds values, levels and the exit code; nothing but JSON is on the output."""
    log = log_of(tmp_path / "session.log", ms=120)
    done = run(tmp_path, "check", "--json", "--watch", str(log), *files(tmp_path))
    answer = json.loads(done.stdout)
    metrics = {row["id"]: row for row in answer["metrics"]}
    assert (done.returncode, answer["exit_code"], answer["level"]) == (0, 0, "on target")
    assert metrics["response_time_avg"]["value"] == 120.0
    assert metrics["command_success_rate"]["n"] == 300
    assert metrics["nps"]["trust"] == "not connected"


def test_a_breach_exits_with_1_and_says_which(tmp_path: Path) -> None:
    """Slow commands are past the alert threshold; the line says which figure and by how much."""
    log = log_of(tmp_path / "session.log", ms=900)
    done = run(tmp_path, "check", "--watch", str(log), *files(tmp_path))
    assert done.returncode == 1
    first = next(line for line in done.stdout.splitlines() if "900 ms" in line)
    assert "alert > 300 ms" in first


def test_a_source_that_cannot_be_reached_exits_with_2(tmp_path: Path) -> None:
    """No data is neither good nor bad; the sentence says what refused."""
    address = "http://127.0.0.1:9"
    done = run(tmp_path, "check", "--collector", address, "--wait", "3", *files(tmp_path))
    assert done.returncode == 2
    assert "refuses connections" in done.stderr


def test_a_folder_given_as_a_log_is_said_and_no_green_sign(tmp_path: Path) -> None:
    """What cannot be read is no proof of anything: exit 2, and no traceback."""
    done = run(tmp_path, "check", "--watch", str(tmp_path), "--wait", "2", *files(tmp_path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_faults_in_files_are_named_and_the_rest_keeps_working(tmp_path: Path) -> None:
    """A typo in the settings and one in the KPI changes each get their sentence."""
    (tmp_path / "config.toml").write_text("version = 1\n[github]\nrepos = 3\n")
    (tmp_path / "catalogue.toml").write_text("[rules.response_time]\nhold_sec = 3\n")
    log = log_of(tmp_path / "session.log", ms=120)
    done = run(tmp_path, "check", "--watch", str(log), *files(tmp_path))
    assert done.returncode == 0
    assert "config.toml: github: unknown field 'repos'" in done.stderr
    assert "catalogue.toml: response_time: unknown field 'hold_sec'" in done.stderr


def test_a_data_folder_that_is_a_file_is_one_sentence_and_the_figures_stand(tmp_path: Path) -> None:
    """What can be measured is: only that nothing is kept is said, and the file is left alone."""
    (tmp_path / "data").write_text("not a folder")
    log = log_of(tmp_path / "session.log", ms=120)
    done = run(tmp_path, "check", "--watch", str(log), *files(tmp_path))
    assert done.returncode == 0
    assert "120 ms" in done.stdout
    assert done.stderr.count("\n") == 1
    assert f"Nothing can be kept: The folder {tmp_path / 'data'} cannot be made" in done.stderr
    assert (tmp_path / "data").read_text() == "not a folder"


@pytest.mark.parametrize(
    ("extra", "pixels"),
    [(("--size", "1280x720"), (1280, 720)), (("--scale", "4k"), (3840, 2160))],
    ids=["a size", "4K"],
)
def test_a_snapshot_needs_no_display_and_says_where_it_comes_from(
    tmp_path: Path, extra: tuple[str, ...], pixels: tuple[int, int]
) -> None:
    """The picture has exactly the pixels asked for and the figures in its text chunks."""
    log, picture = log_of(tmp_path / "session.log", ms=120), tmp_path / "now.png"
    done = run(tmp_path, "snapshot", str(picture), "--watch", str(log), *extra, *files(tmp_path))
    assert done.returncode == 0, done.stderr
    reader = QImageReader(str(picture))
    size = reader.size()
    assert (size.width(), size.height()) == pixels
    assert reader.text("Software") == f"aux-monitor {__version__}"
    rows = {row["id"]: row for row in json.loads(reader.text("aux-monitor.metrics"))}
    assert rows["response_time_avg"]["value"] == 120.0
    assert reader.text("aux-monitor.demo") == "false"


def test_the_demonstration_is_marked_in_its_picture(tmp_path: Path) -> None:
    """With nothing configured the snapshot is of the demonstration, and its text says so."""
    picture = tmp_path / "demo.png"
    done = run(tmp_path, "snapshot", str(picture), "--theme", "light", *files(tmp_path))
    assert done.returncode == 0, done.stderr
    assert QImageReader(str(picture)).text("aux-monitor.demo") == "true"


def test_a_snapshot_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """A folder in the picture's place: exit 3 and the reason."""
    log = log_of(tmp_path / "session.log", ms=120)
    done = run(tmp_path, "snapshot", str(tmp_path), "--watch", str(log), *files(tmp_path))
    assert done.returncode == 3
    assert f"The snapshot {tmp_path} cannot be written: it is a folder." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("snapshot", "x.png", "--size", "wide"), "'wide' is not a size such as 1920x1080"),
        (("snapshot", "x.png", "--size", "10x10"), "not between 640x360 and 7680x4320"),
        (("check", "--wait", "soon"), "'soon' is not a number of seconds"),
        (("check", "--wait", "0"), "not between 1 and 600 seconds"),
        (("fly",), "invalid choice: 'fly'"),
    ],
)
def test_wrong_arguments_are_said_with_what_would_be_right(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    """Argparse's exit code 2, and a sentence that names the argument."""
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_the_version_is_told(tmp_path: Path) -> None:
    """``--version`` is for bug reports."""
    assert run(tmp_path, "--version").stdout == f"aux-monitor {__version__}\n"


def test_no_token_is_in_any_output_or_file(tmp_path: Path) -> None:
    """A planted token reaches neither output, log, settings, history nor picture."""
    log = log_of(tmp_path / "session.log", ms=120)
    picture = str(tmp_path / "p.png")
    done = run(tmp_path, "snapshot", picture, "--watch", str(log), *files(tmp_path))
    assert TOKEN not in done.stdout + done.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 2
    assert [path for path in written if TOKEN.encode() in path.read_bytes()] == []


def test_output_that_nobody_reads_on_ends_without_a_traceback(tmp_path: Path) -> None:
    """``aux-monitor check | head`` closes the pipe early: that is no fault to report."""
    arguments = ("check", "--collector", "http://127.0.0.1:9", "--wait", "1", *files(tmp_path))
    with subprocess.Popen(  # noqa: S603 - the program under test
        [sys.executable, "-m", "aux_monitor", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 3
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


STORY = """
[[scenario]]
about = 'Slow for ten minutes.'
rule = 'response_time'
every_s = 10
spans = [{ for_s = 600, value = 420, n = 900 }]
expect = [[0, 'pending'], [180, 'fired']]
"""


def test_a_rehearsal_that_goes_as_expected_exits_with_0(tmp_path: Path) -> None:
    """The story is named, and nothing else is to be said of it."""
    (tmp_path / "story.toml").write_text(STORY, encoding="utf-8")
    done = run(tmp_path, "rehearse", str(tmp_path / "story.toml"), *files(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "ok      Slow for ten minutes.\n1 scenario, all as expected\n"


def test_a_rehearsal_plays_the_rules_as_the_user_changed_them(tmp_path: Path) -> None:
    """With another threshold the same story ends otherwise: what happened is said, and exits 1."""
    (tmp_path / "story.toml").write_text(STORY, encoding="utf-8")
    (tmp_path / "catalogue.toml").write_text(
        "[rules.response_time]\nfire = '> 500'\n", encoding="utf-8"
    )
    done = run(tmp_path, "rehearse", "--json", str(tmp_path / "story.toml"), *files(tmp_path))
    (scenario,) = json.loads(done.stdout)["scenarios"]
    assert (done.returncode, scenario["ok"]) == (1, False)
    assert scenario["rules"][0]["expected"]["transitions"] == [[0, "pending"], [180, "fired"]]
    assert scenario["rules"][0]["happened"] == []


def test_a_file_that_cannot_be_rehearsed_exits_with_2(tmp_path: Path) -> None:
    """One sentence names the file, the scenario and the field."""
    (tmp_path / "story.toml").write_text(STORY.replace("420", "'slow'"), encoding="utf-8")
    done = run(tmp_path, "rehearse", str(tmp_path / "story.toml"), *files(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    place = f"{tmp_path}/story.toml: scenario[0].spans[0].value"
    assert done.stderr == f"aux-monitor: {place}: expected float | null, got str\n"


def test_an_interrupt_during_the_start_prints_no_traceback(tmp_path: Path) -> None:
    """Ctrl+C ends a program that has not come up yet, without a word."""
    data = tmp_path / "data"
    with subprocess.Popen(  # noqa: S603 - the program under test
        [sys.executable, "-m", "aux_monitor", *files(tmp_path), "--demo"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as program:
        while not list(data.glob("*.lock")):
            assert program.poll() is None
            time.sleep(0.01)
        program.send_signal(signal.SIGINT)
        said, _ = program.communicate(timeout=60)
    assert said == b""
    assert program.returncode in (0, -signal.SIGINT)
