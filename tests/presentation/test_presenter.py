"""Everything together: an incident as it reads, and views kept while nothing changed."""

from __future__ import annotations

from datetime import UTC

from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Reason
from aux_monitor.domain.reading import MetricId, Part, Release, RequestBudget
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.presentation.charts import charted
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.presenter import Presenter, Shown
from aux_monitor.presentation.views import (
    AlertCardView,
    TileView,
)
from tests.presentation.builders import (
    CATALOGUE,
    GITHUB,
    MTTR,
    NOW,
    P95,
    P95_RULE,
    RESPONSE,
    RESPONSE_RULE,
    RETRY,
    RETRY_RULE,
    STARS,
    START,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    at,
    calm_but,
    collector,
    episode,
    fired,
    github,
    pending,
    reading,
    series,
    state,
)

_SUCCESS = fired(88.6, 87.9, at(14, 2), at(14, 5))
_RESPONSE = fired(318.0, 318.0, at(14, 5), at(14, 8))
_P95 = fired(1100.0, 1240.0, at(11, 33), at(11, 36))

INCIDENT = state(
    calm_but((SUCCESS, 88.6), (P95, 784.0), (RETRY, 10.9), (STARS, 642.0), (USERS, 604.0)),
    readings=[
        reading(RESPONSE, 318.0, breakdown=(Part("click", 402.0), Part("extract", 288.0))),
    ],
    sources=[
        collector(),
        github(budget=RequestBudget(5000, 4812, None)),
    ],
    triggers=alerts(
        (SUCCESS_RULE, SUCCESS, _SUCCESS),
        (RESPONSE_RULE, RESPONSE, _RESPONSE),
        (RETRY_RULE, RETRY, pending(10.9, 100.0)),
    ),
    episodes=(
        episode(RESPONSE_RULE, RESPONSE, _RESPONSE, told=Reason.SENT),
        episode(SUCCESS_RULE, SUCCESS, _SUCCESS, told=Reason.SENT),
        episode(
            P95_RULE,
            P95,
            _P95,
            resolved_at=at(11, 42),
            told=Reason.SENT,
            acknowledged_at=at(11, 37),
        ),
        replace(
            episode(P95_RULE, P95, fired(20.0, 20.0, at(9, 13), at(9, 13, 54))),
            key=silence_key(collector()),
            resolved_at=at(9, 14, 14),
        ),
    ),
    releases={GITHUB: (Release("v1.3.0", at(13, 58), GITHUB),)},
    series={RESPONSE.id: series([141.0, None, 318.0])},
)

GOLDEN = """\
! 2 breaches: success rate 88.6 %, response time 318 ms
  since 14:02, four minutes after release v1.3.0 · 4 off target · 1 on target · 1 not connected
  Collector 1 s ago · 2 logs
  GitHub 4 min ago · 4,812 left
  14:19 Mon 23 Nov
# Response time | 60 min · 5 min window · n 4,182
  average 318 ms, breach · < 150
  P95 784 ms, off target · < 500
# Command success rate | n 4,182
  88.6 %, breach · target > 95
# Retry rate | n 4,182
  10.9 %, pending · target < 5
# GitHub stars | 4 min
  642, off target · 84 % of pace · 764 due today
= Adoption (pace toward the 6-month targets, day 141 of 184)
  Monthly active users 604 | 6 mo 1,000 · due 764 | off target | 1 s
= Performance ()
  NPS — | target > 50 | not connected |
= Reliability ()
  MTTR 4.2 min | target < 15 | on target | 1 s
> 2 firing · 1 pending
  Success rate below 90 % [firing 14 min]
    Immediate triage.
    Now 88.6 % n 4,182
    Worst 87.9 %
    Fires below 90 %
    Clears above 92 % for 5 min
    Since 14:02
    v1.3.0 was published 4 min before
    Told.
  Response time above 300 ms [firing 11 min]
    Engineering investigation.
    Now 318 ms n 4,182
    Worst 318 ms
    Fires above 300 ms
    Clears below 270 ms for 5 min
    Since 14:05
    click 402 ms, extract 288 ms
    v1.3.0 was published 7 min before
    Told.
  Retry rate rising [pending fires in 1:20]
    Now 10.9 %
    Fires above 10 % for 3 min
    Since 14:17
    v1.3.0 was published 19 min before
  Earlier today 11:36 P95 response time above 1,000 ms
    6 min · worst 1,240 ms · told · acknowledged
  Earlier today 09:13 Collector silent
    40 s · its alerts were held
  today Error rates, performance (daily)
  Fri Usage trends, support metrics (weekly)
  30 Nov Full KPI review, community health (monthly)
"""


def written(shown: Shown) -> str:
    """Return what a window shows as plain lines."""
    ribbon, panel = shown.overview.ribbon, shown.overview.attention
    lines = [f"! {ribbon.headline}", f"  {ribbon.subline}"]
    lines += [f"  {chip.name} {chip.detail}" for chip in ribbon.sources]
    lines.append(f"  {ribbon.time} {ribbon.date}")
    for chart in shown.overview.charts:
        lines.append(f"# {chart.title} | {chart.meta}")
        for head in chart.headlines:
            figure = f"{head.name} {head.figure.text} {head.figure.unit}".strip()
            lines.append(f"  {figure}, {head.word} · {head.detail}")
    for section in shown.overview.sections:
        lines.append(f"= {section.title} ({section.hint})")
        lines += [f"  {_tile_line(tile)}" for tile in section.tiles]
    lines.append(f"> {panel.summary}")
    for card in panel.cards:
        lines.append(f"  {card.title} [{card.word} {card.lasts}]")
        lines += [f"    {words}" for words in _card_words(card) if words]
    for over in panel.earlier:
        lines += [f"  {over.day} {over.time} {over.title}", f"    {over.detail}"]
    lines += [f"  {row.when} {row.text}" for row in panel.reviews]
    return "\n".join(lines) + "\n"


def _card_words(card: AlertCardView) -> tuple[str, ...]:
    table = (f"{row.label} {row.figure} {row.note}".rstrip() for row in card.why)
    release = card.release.text if card.release is not None else ""
    return (card.action, *table, ", ".join(card.parts), *card.lines, release, card.standing)


def _tile_line(tile: TileView) -> str:
    figure = f"{tile.figure.text} {tile.figure.unit}".strip()
    return f"{tile.name} {figure} | {tile.foot} | {tile.word} | {tile.age}".rstrip()


def test_an_incident_reads_as_it_should() -> None:
    """The whole page during an incident, word for word."""
    assert written(Presenter(CATALOGUE, UTC).show(INCIDENT, NOW)) == GOLDEN


def test_nothing_new_yields_the_same_objects() -> None:
    """A second look within the same second costs widgets nothing."""
    presenter = Presenter(CATALOGUE, UTC)
    first = presenter.show(INCIDENT, NOW)
    again = presenter.show(INCIDENT, NOW + 0.4)
    assert again.overview is first.overview
    assert again.tray is first.tray


def test_a_new_poll_with_the_same_values_repaints_nothing() -> None:
    """New readings that read the same are the same pixels."""
    presenter, calm = Presenter(CATALOGUE, UTC), state()
    first = presenter.show(calm, NOW).overview
    polled = replace(
        calm,
        readings={name: replace(held, at=held.at + 1) for name, held in calm.readings.items()},
        sources={key: replace(held, last_good_at=NOW + 0.6) for key, held in calm.sources.items()},
    )
    again = presenter.show(polled, NOW + 1)
    assert again.overview.sections[0] is first.sections[0]
    assert again.overview.charts[0] is first.charts[0]
    assert again.overview.attention is first.attention


def test_a_changed_metric_changes_its_own_tile_alone() -> None:
    """Everything else stays the same object."""
    presenter, calm = Presenter(CATALOGUE, UTC), state()
    first = presenter.show(calm, NOW).overview
    changed = replace(calm, readings={**calm.readings, MTTR.id: reading(MTTR, 5.0)})
    again = presenter.show(changed, NOW).overview
    pairs = list(zip(first.sections, again.sections, strict=True))
    assert [before is after for before, after in pairs] == [True, True, False]
    assert all(a is b for a, b in zip(first.charts, again.charts, strict=True))


def test_a_new_value_leaves_the_plot_alone() -> None:
    """The expensive part of a chart changes only with its history."""
    presenter = Presenter(CATALOGUE, UTC)
    before = presenter.show(INCIDENT, NOW).overview.charts[0]
    slower = replace(INCIDENT, readings={**INCIDENT.readings, RESPONSE.id: reading(RESPONSE, 320)})
    after = presenter.show(slower, NOW).overview.charts[0]
    assert after.headlines[0].figure.text == "320"
    assert after.plot is before.plot


def test_the_programme_begins_on_its_day() -> None:
    """A hint that depends on the day changes with it, though no figure has."""
    presenter, quiet = Presenter(CATALOGUE, UTC), state({}, sources=[])
    before = presenter.show(quiet, START - 30).overview.sections[0]
    after = presenter.show(quiet, START + 30).overview.sections[0]
    assert before.hint == "the programme has not begun"
    assert after.hint == "pace toward the 6-month targets, day 1 of 184"


def test_a_new_trouble_is_seen_at_once() -> None:
    """Views kept from before do not hide what broke since."""
    presenter = Presenter(CATALOGUE, UTC)
    assert presenter.show(state(), NOW).tray.level is Level.ON_TARGET
    broken = state(problems={ProblemTopic.PROGRAM: "x"})
    assert presenter.show(broken, NOW).tray.level is Level.UNKNOWN


def test_the_other_views_come_from_the_same_picture() -> None:
    """Page and check agree with the overview."""
    presenter = Presenter(CATALOGUE, UTC)
    page = presenter.detail(INCIDENT, NOW, MTTR.id, DetailRange.HOUR, None)
    assert page is not None
    assert page.tile == presenter.show(INCIDENT, NOW).overview.sections[2].tiles[0]
    assert presenter.check(INCIDENT, NOW).level == "breach"


def test_every_figure_of_the_demonstration_is_marked() -> None:
    """On the overview, by itself and on its page a tile says so, also to a screen reader."""
    presenter, state = Presenter(CATALOGUE, UTC), replace(INCIDENT, demo=True)
    sections = presenter.show(state, NOW).overview.sections
    alone = presenter.tile(state, NOW, MTTR.id)
    page = presenter.detail(state, NOW, MTTR.id, DetailRange.HOUR, None)
    assert alone is not None
    assert page is not None
    assert alone == page.tile
    tiles = [tile for section in sections for tile in section.tiles]
    for tile in (*tiles, alone):
        shown = tile.trust is not Trust.NOT_CONNECTED
        assert (tile.demo, "demonstration" in tile.accessible) == (shown, shown)
    assert not any(
        tile.demo
        for section in presenter.show(replace(INCIDENT, demo=False), NOW).overview.sections
        for tile in section.tiles
    )


def test_any_metric_has_a_tile_of_its_own() -> None:
    """Even one that a chart shows can be drawn as a tile; an unknown one cannot."""
    presenter = Presenter(CATALOGUE, UTC)
    alone = presenter.tile(INCIDENT, NOW, SUCCESS.id)
    assert alone is not None
    assert (alone.figure.text, alone.word) == ("88.6", "breach")
    assert presenter.tile(INCIDENT, NOW, MetricId("gone")) is None


def test_the_shipped_catalogue_is_drawn_whole() -> None:
    """Every metric of the KPI document has a chart or a tile, connected or not."""
    known = load_catalogue()
    shown = Presenter(known, UTC).show(AppState(), NOW).overview
    *sections, gates = shown.sections
    tiles = [tile.metric for section in sections for tile in section.tiles]
    assert len(shown.charts) == 4
    assert len(tiles) == len(set(tiles))
    assert set(tiles) | charted(known) == set(known.metrics)
    assert {tile.word for section in sections for tile in section.tiles} == {"not connected"}
    assert gates.title == "Phase gates"
    assert [tile.word for tile in gates.tiles] == ["unknown"] * 3


def test_every_shipped_rule_has_words() -> None:
    """Each rule of the catalogue can fire on each of its metrics and say so."""
    known = load_catalogue()
    for rule in known.rules.values():
        for metric in rule.metrics:
            held = fired(rule.fire.value, rule.fire.value, NOW - 900, NOW - 700)
            burning = AppState(triggers={AlertKey(rule.id, metric): held})
            (card,) = Presenter(known, UTC).show(burning, NOW).overview.attention.cards
            assert card.title
            assert card.action.removesuffix(".") == rule.action
