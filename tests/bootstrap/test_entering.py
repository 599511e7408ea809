"""``aux-monitor entry`` as people and scripts meet it, on a real file."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.bootstrap.test_command_line import files, run


def entry(home: Path, *arguments: str) -> CompletedProcess[str]:
    """Run ``aux-monitor entry`` with all its files in ``home``."""
    return run(home, "entry", *arguments, *files(home))


def today() -> date:
    """Return the day it is (UTC)."""
    return datetime.now(UTC).date()


def test_a_figure_is_entered_corrected_listed_and_removed(tmp_path: Path) -> None:
    """Each command says what it did, and nothing that was there is forgotten."""
    day = (today() - timedelta(days=1)).isoformat()
    anew = ("daily_users", "813", "--date", day, "--who", "Ana", "--note", "recounted")
    added = entry(tmp_path, "add", "daily_users", "812", "--date", day)
    assert (added.returncode, added.stdout) == (0, f"daily_users {day}: 812; entry 1\n")
    right = entry(tmp_path, "add", *anew)
    assert right.stdout == f"daily_users {day}: 813, was 812; entry 1\n"
    again = entry(tmp_path, "add", *anew)
    assert again.stdout == f"daily_users {day}: this stands there already\n"
    removed = entry(tmp_path, "remove", "1", "--who", "Ben")
    assert removed.stdout.startswith("removed 1  daily_users")
    gone = entry(tmp_path, "list", "daily_users", "--all")
    lines = gone.stdout.splitlines()
    assert gone.returncode == 0
    assert [line.partition("  [")[2].split()[0] for line in lines] == ["changed", "removed"]
    assert lines[0].endswith(" UTC by Ana]")
    assert "nothing stands in the book for daily_users." in gone.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "daily_user", "3"), "There is no KPI 'daily_user': did you mean daily_users?"),
        (("add", "qqqq\x07", "3"), "There is no KPI 'qqqq?'."),
        (("add", "nps", "31"), "nps is judged by its number of answers, which is missing (n)."),
        (("add", "nps", "1,5", "--n", "9"), "'1,5' is not a number such as 1090.5."),
        (("add", "nps", "31", "--n", "x"), "'x' is not a whole number such as 420."),
        (("add", "nps", "31", "--n", "9", "--date", "1.2.26"), "'1.2.26' is not a date such as"),
        (("add", "churn_rate", "3", "--date", "2999-01-01"), "2999-01-01 has not come yet (UTC)."),
        (("remove", "7"), "There is no entry 7."),
        (("list", "nsp"), "There is no KPI 'nsp': did you mean nps?"),
        (("import", "no.csv"), "no.csv cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    """Nothing is entered, and the sentence says what to mend."""
    done = entry(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"aux-monitor: {sentence}")
    assert done.stderr.count("\n") == 1


def test_a_history_that_cannot_be_used_is_exit_code_3(tmp_path: Path) -> None:
    """That is no fault of what was asked."""
    (tmp_path / "data" / "history.sqlite3").mkdir(parents=True)
    done = entry(tmp_path, "add", "churn_rate", "3")
    assert done.returncode == 3
    assert done.stderr.startswith("aux-monitor: The history ")
    assert done.stderr.count("\n") == 1


def test_a_damaged_history_is_left_to_the_monitor(tmp_path: Path) -> None:
    """A command that looks in does not put aside the file under a program that runs."""
    history = tmp_path / "data" / "history.sqlite3"
    history.parent.mkdir()
    history.write_bytes(b"no database" * 1000)
    done = entry(tmp_path, "add", "churn_rate", "3")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert history.read_bytes() == b"no database" * 1000


def test_a_file_is_entered_whole_or_not_at_all(tmp_path: Path) -> None:
    """Every bad line is told; once they are right all is entered, and again changes nothing."""
    path = tmp_path / "in.csv"
    good = "metric,date,value,n\nnps,2026-01-01,44,410\nchurn_rate,2026-01-01,4.5,\n"
    path.write_text(f"{good}nps,2026-02-01,31,\nfoo,2026-01-01,3,\n", encoding="utf-8")
    wrong = entry(tmp_path, "import", str(path))
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.splitlines() == [
        (
            f"aux-monitor: {path}, line 4: nps is judged by its number of answers, "
            "which is missing (n)."
        ),
        f"aux-monitor: {path}, line 5: There is no KPI 'foo'.",
        f"aux-monitor: {path}: 2 lines are wrong, and nothing was entered.",
    ]
    path.write_text(good, encoding="utf-8")
    tried = entry(tmp_path, "import", str(path), "--dry-run")
    assert tried.stdout == "2 figures would be entered: 2 new, 0 changed, 0 as before.\n"
    assert entry(tmp_path, "list").stdout == ""
    done = entry(tmp_path, "import", str(path))
    assert done.stdout == "2 figures entered: 2 new, 0 changed, 0 as before.\n"
    again = entry(tmp_path, "import", str(path))
    assert again.stdout == "2 figures entered: 0 new, 0 changed, 2 as before.\n"
    copy = tmp_path / "out.csv"
    assert entry(tmp_path, "export", str(copy)).stdout == f"2 figures written to {copy}\n"
    assert copy.read_text(encoding="utf-8").splitlines()[1:] == [
        "churn_rate,2026-01-01,4.5,,,",
        "nps,2026-01-01,44,410,,",
    ]


def test_a_file_of_nothing_but_faults_is_told_within_bounds(tmp_path: Path) -> None:
    """Fifty lines are enough to see what is wrong with all of them."""
    path = tmp_path / "in.csv"
    path.write_text("metric,date,value\n" + "x,y,z\n" * 70, encoding="utf-8")
    done = entry(tmp_path, "import", str(path))
    assert len(done.stderr.splitlines()) == 51
    assert "70 lines are wrong" in done.stderr


def test_a_figure_that_a_source_gives_is_said_to_be_hidden(tmp_path: Path) -> None:
    """Who enters stars while GitHub is connected is told which figure is shown."""
    (tmp_path / "config.toml").write_text(
        'version = 1\n[github]\nrepositories = ["aux/protocol"]\n', encoding="utf-8"
    )
    done = entry(tmp_path, "add", "github_stars", "900")
    assert done.stdout.splitlines()[1] == (
        "github_stars comes from github while that is connected: its figure is shown"
    )


def test_the_demonstration_has_a_book_of_its_own(tmp_path: Path) -> None:
    """What is tried out there is not kept among the real figures."""
    assert entry(tmp_path, "add", "churn_rate", "3", "--demo").returncode == 0
    assert entry(tmp_path, "list").stdout == ""
    assert "churn_rate" in entry(tmp_path, "list", "--demo").stdout


def test_a_check_sees_what_was_entered(tmp_path: Path) -> None:
    """With nothing else connected no demonstration hides it, and a fall counts at once."""
    for days, value in ((90, "44"), (0, "31")):
        day = (today() - timedelta(days=days)).isoformat()
        entry(tmp_path, "add", "nps", value, "--n", "500", "--date", day)
    done = run(tmp_path, "check", "--json", *files(tmp_path))
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["demo"]) == (1, False)
    assert [source["name"] for source in answer["sources"]] == ["Entries"]
    nps = next(row for row in answer["metrics"] if row["id"] == "nps")
    assert (nps["value"], nps["n"], nps["trust"]) == (31.0, 500, "fresh")
    history = sqlite3.connect(tmp_path / "data" / "history.sqlite3")
    (episodes,) = history.execute("SELECT count(*) FROM episode").fetchone()
    history.close()
    assert episodes == 0
