"""The detail and connect pages look as they did when somebody last looked at them."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from aux_monitor.domain.backtest import Backtest, WouldBe
from aux_monitor.domain.tuning import Tuning
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.rule_views import RuleView, rule_view
from aux_monitor.services.backtesting import LOOKED_BACK_S, LookedBack, Tried
from aux_monitor.services.connection import (
    ConnectionCheck,
    ConnectionField,
    ConnectionPart,
    ConnectionTested,
)
from aux_monitor.settings.schema import (
    CollectorSettings,
    GitHubSettings,
    NamedCollector,
    ProgrammeSettings,
    Settings,
)
from aux_monitor.ui.beside_page import BesidePage
from aux_monitor.ui.connect import ConnectPage
from aux_monitor.ui.detail import DetailPage
from aux_monitor.ui.detail_foot import DetailFoot, Side
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.theme import Theme, ThemeName
from tests.domain.building import KEY, above, below, metric, rule
from tests.ui.window import beside_views, detail_views
from tests.ui.window.golden import assert_golden

pytestmark = pytest.mark.usefixtures("greenwich")

SIZES = {"1280x720": QSize(1204, 624), "1920x1080": QSize(1844, 984)}
"""Windows, and what their rail and ribbon leave to a page."""

_LOGS = (
    "/srv/aux/session.log",
    "/var/log/aux/a/path/that/does/not/fit/into/its/row/since/it/is/deep/and/verbose/session.log",
)
SETTINGS = Settings(
    collector=CollectorSettings(logs=_LOGS),
    collectors=(
        NamedCollector("Frankfurt", "https://aux.frankfurt.example.org"),
        NamedCollector("Lab", "http://127.0.0.1:8790", enabled=False),
    ),
    github=GitHubSettings(repositories=("aux-protocol/aux", "aux-protocol/inspector")),
    programme=ProgrammeSettings(start=date(2026, 6, 30)),
)


def _check(field: ConnectionField, sentence: str, item: str, *, ok: bool) -> ConnectionCheck:
    part = ConnectionPart.COLLECTOR if field is ConnectionField.LOGS else ConnectionPart.GITHUB
    return ConnectionCheck(part, field, ok, sentence, item)


TESTED = ConnectionTested(
    frozenset(ConnectionPart),
    (
        _check(ConnectionField.LOGS, "Readable, 4,182 events in 5 min.", _LOGS[0], ok=True),
        _check(ConnectionField.LOGS, "This file may not be read.", _LOGS[1], ok=False),
        _check(ConnectionField.REPOSITORIES, "Found, 642 stars.", "aux-protocol/aux", ok=True),
        _check(
            ConnectionField.REPOSITORIES,
            "GitHub knows no such repository, or the token may not see it.",
            "aux-protocol/inspector",
            ok=False,
        ),
        ConnectionCheck(
            ConnectionPart.GITHUB,
            ConnectionField.GITHUB_TOKEN,
            ok=True,
            sentence="The token works, 4,812 of 5,000 requests left.",
            missing=("security_events",),
        ),
    ),
)


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
@pytest.mark.parametrize(
    ("what", "view", "size"),
    [
        ("detail", detail_views.response_time(), "1280x720"),
        ("detail", detail_views.response_time(), "1920x1080"),
        ("detail-dated", detail_views.stars(), "1280x720"),
        ("detail-stale", detail_views.stale(), "1280x720"),
        ("detail-unconnected", detail_views.unconnected(), "1280x720"),
        ("detail-gate", detail_views.gate(), "1280x720"),
        ("detail-compared", detail_views.compared(), "1280x720"),
        ("detail-compared", detail_views.compared(), "1920x1080"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_detail_page_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    name: ThemeName,
    what: str,
    view: DetailView,
    size: str,
) -> None:
    """An incident, a dated target, stale and missing data, in both themes."""
    page = DetailPage(themes[name])
    qtbot.addWidget(page)
    page.show_view(view)
    assert_golden(render_unseen(page, SIZES[size], 1.0), f"{what}-{name.value}-{size}", tmp_path)


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.LIGHT], ids=lambda name: name.value)
def test_sources_side_by_side_look_as_they_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, name: ThemeName
) -> None:
    """Three collectors, one of them silent, and two repositories."""
    page = BesidePage(themes[name])
    qtbot.addWidget(page)
    page.show_own(beside_views.several())
    picture = render_unseen(page, SIZES["1280x720"], 1.0)
    assert_golden(picture, f"beside-{name.value}-1280x720", tmp_path)


def tried_rule() -> RuleView:
    """Return a rule that fired twice in its month, and would not have with a higher limit."""
    now, day = 1_795_478_400.0, 86_400.0
    waits = (
        WouldBe(now - 21 * day, now - 21 * day + 180, now - 20 * day, 420.0, blip=False),
        WouldBe(now - 5 * day, now - 5 * day + 180, now - 4.5 * day, 318.0, blip=True),
    )
    since = now - LOOKED_BACK_S
    today = Backtest(since, now, 60, since, 0.97, waits)
    tried = Tried(Tuning(above(350), below(270), 180), replace(today, episodes=waits[:1]))
    known = LookedBack(KEY, today, tried)
    return rule_view(rule(), rule(), metric(), known, now, UTC)


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
def test_the_rule_looks_as_it_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, name: ThemeName
) -> None:
    """A changed limit beside the one in force, over the month that is known, in both themes."""
    page = DetailPage(themes[name])
    qtbot.addWidget(page)
    page.show_view(detail_views.response_time())
    page.show_rule(tried_rule())
    foot = page.findChild(DetailFoot)
    assert isinstance(foot, DetailFoot)
    foot.choose(Side.RULE)
    foot.rule.numbers[0].field.setText("350")
    foot.rule.numbers[0].changed.emit()
    picture = render_unseen(page, SIZES["1280x720"], 1.0)
    assert_golden(picture, f"detail-rule-{name.value}-1280x720", tmp_path)


@pytest.mark.parametrize("name", list(ThemeName), ids=lambda name: name.value)
@pytest.mark.parametrize(
    ("first_start", "size"),
    [(True, "1280x720"), (False, "1280x720"), (False, "1920x1080")],
    ids=["first-start", "tested", "tested-large"],
)
def test_the_connect_page_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    name: ThemeName,
    *,
    first_start: bool,
    size: str,
) -> None:
    """A first start, and settings that were tested, in both themes."""
    page = ConnectPage(themes[name])
    qtbot.addWidget(page)
    if first_start:
        page.show_view(ConnectView(Settings(), demo=True))
    else:
        page.show_view(ConnectView(SETTINGS, demo=False, github_token_stored=True))
        page.tested(TESTED)
    what = "connect-first-start" if first_start else "connect-tested"
    picture = render_unseen(page, SIZES[size], 1.0)
    assert_golden(picture, f"{what}-{name.value}-{size}", tmp_path)
