"""What a run of pytest says of itself."""

from __future__ import annotations

from pathlib import Path

from devtool.outcomes import Tally, read_tally

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">
  <testcase classname="tests.a" name="test_one" />
  <testcase classname="tests.a" name="test_two"><failure message="no">trace</failure></testcase>
  <testcase classname="tests.a" name="test_three"><error message="no">trace</error></testcase>
  <testcase classname="tests.a" name="test_four">
    <skipped type="pytest.skip" message="no tray here">tests/a.py:1: no tray here</skipped>
  </testcase>
  <testcase classname="tests.a" name="test_five">
    <skipped type="pytest.xfail" message="known" />
  </testcase>
</testsuite></testsuites>
"""


def test_each_outcome_is_counted_once(tmp_path: Path) -> None:
    """Passed, failed, broken, skipped and expected failures are told apart."""
    report = tmp_path / "report.xml"
    report.write_text(REPORT, "utf-8")
    assert read_tally(report) == Tally(
        passed=2, failed=2, skipped=("tests.a.test_four (no tray here)",)
    )


def test_a_report_never_written_counts_nothing(tmp_path: Path) -> None:
    """A pytest that died before its report leaves an empty tally, not an error."""
    assert read_tally(tmp_path / "absent.xml") == Tally()


def test_tallies_add_up() -> None:
    """The closing line is the sum of the runs."""
    total = Tally.of([Tally(1, 2, ("a",)), Tally(10, 20, ("b",))])
    assert total == Tally(11, 22, ("a", "b"))
