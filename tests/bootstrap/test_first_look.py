"""What the very first picture is made of, before a source, a history or a loop exists."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, date
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.last_known_file import LastKnownFile
from aux_monitor.bootstrap.first_look import first_state, recalled, sources_mark
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.last_known import LastKnown
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId, Reading, SourceId
from aux_monitor.presentation.presenter import Presenter

STARS, NPS = MetricId("github_stars"), MetricId("nps")
GITHUB = SourceId("github")
CONFIG = 'version = 1\n[github]\nrepositories = ["{}"]\n[programme]\nstart = 2026-01-05\n'


def ground(home: Path, repository: str = "octo/cat", *, demo: bool = False) -> Ground:
    """Return the ground of a run that watches a repository."""
    config = home / "config.toml"
    config.write_text(CONFIG.format(repository))
    return lay_ground(Options(config=config, data=home, demo=demo))


def kept(of: Ground, source: SourceId = GITHUB, metric: MetricId = STARS) -> float:
    """Keep a picture as the run before did; return when its source was heard."""
    at = time.time() - 60.0
    known = LastKnown(
        sources_mark(of.settings), {source: at}, {metric: Reading(metric, 997.0, at, source)}
    )
    asyncio.run(LastKnownFile(of.paths.picture_file).keep(known))
    return at


def test_the_first_picture_shows_what_was_last_known_and_no_level(tmp_path: Path) -> None:
    """The stars stand there before anything has been asked, marked, and not on target."""
    here = ground(tmp_path)
    at = kept(here)
    now = time.time()
    state = first_state(recalled(here, now), now)
    assert state.known_at == {GITHUB: at}
    assert state.programme_start == 1767571200.0 == _start(date(2026, 1, 5))
    overview = Presenter(here.catalogue, UTC).show(state, now).overview
    (chart,) = (chart for chart in overview.charts if chart.metric == STARS)
    assert chart.headlines[0].figure.text == "997"
    assert chart.headlines[0].word.startswith("cached ")
    assert (chart.level, overview.ribbon.level) == (Level.UNKNOWN, Level.UNKNOWN)
    assert "figures cached" in overview.ribbon.headline


def _start(day: date) -> float:
    return (day - date(1970, 1, 1)).days * 86_400.0


def test_another_repositorys_picture_is_not_shown(tmp_path: Path) -> None:
    """The file is of other sources: nothing is taken from it, and nobody is bothered."""
    kept(ground(tmp_path))
    other = recalled(ground(tmp_path, "octo/dog"), time.time())
    assert (other.known, other.unknown) == (None, "")


def test_the_demonstration_shows_no_picture(tmp_path: Path) -> None:
    """Nothing real is seen in it, even where its sources were those of the picture."""
    here = ground(tmp_path, demo=True)
    kept(here)
    assert recalled(here, time.time()).known is None


def test_a_look_without_a_window_takes_no_picture(tmp_path: Path) -> None:
    """``check`` and ``snapshot`` answer with what is true now, or say that nothing is known."""
    kept(ground(tmp_path))
    assert ground(tmp_path).known is None


def test_a_damaged_picture_is_said_and_the_start_goes_on(tmp_path: Path) -> None:
    """The sentence is for the log."""
    here = ground(tmp_path)
    here.paths.picture_file.write_bytes(b"\x00garbage")
    found = recalled(here, time.time())
    assert found.known is None
    assert found.unknown.startswith(f"The last known picture {here.paths.picture_file} is not")


def test_figures_by_hand_have_their_place_from_the_first_picture_on(tmp_path: Path) -> None:
    """That there are any is known from the picture, without opening the book."""
    here = ground(tmp_path)
    kept(here, ENTRIES, NPS)
    now = time.time()
    state = first_state(recalled(here, now), now)
    assert set(state.sources) == {GITHUB, ENTRIES}
    assert state.readings[NPS].value == 997.0


def test_settings_that_decide_what_figures_mean_are_in_the_mark(tmp_path: Path) -> None:
    """Another host or log is another source; a theme is not."""
    plain = ground(tmp_path).settings
    elsewhere = replace(plain, github=replace(plain.github, api_url="https://git.example/api"))
    logged = replace(plain, collector=replace(plain.collector, logs=("/var/log/session.log",)))
    assert len({sources_mark(each) for each in (plain, elsewhere, logged)}) == 3
    assert sources_mark(replace(plain, programme=elsewhere.programme)) == sources_mark(plain)
