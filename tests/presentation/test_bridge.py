"""Views cross into Qt once each."""

from __future__ import annotations

from datetime import UTC

from msgspec.structs import replace

from aux_monitor.presentation.beside import side_by_side
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.entry_views import entry_view
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.rule_views import rule_view
from aux_monitor.services.entering import EntryPage
from tests.presentation.builders import CATALOGUE, MTTR, NOW, RESPONSE_RULE, state

SHOWN = Presenter(CATALOGUE, UTC).show(state(), NOW)


def test_a_changed_view_is_sent_once() -> None:
    """An equal view is not sent again; a different one is."""
    bridge, heard = ViewBridge(), list[object]()
    bridge.overview_changed.connect(heard.append)
    bridge.tray_changed.connect(heard.append)
    bridge.publish_overview(SHOWN.overview)
    bridge.publish_overview(replace(SHOWN.overview))
    bridge.publish_tray(SHOWN.tray)
    bridge.publish_tray(replace(SHOWN.tray))
    assert heard == [SHOWN.overview, SHOWN.tray]
    bridge.publish_tray(replace(SHOWN.tray, count=3))
    assert len(heard) == 3
    assert bridge.overview is SHOWN.overview
    assert bridge.tray is not None
    assert bridge.tray.count == 3


def test_a_page_is_opened_and_closed() -> None:
    """The detail view goes out when it changes, and None when it closes."""
    page = Presenter(CATALOGUE, UTC).detail(state(), NOW, MTTR.id, DetailRange.HOUR, None)
    bridge, heard = ViewBridge(), list[object]()
    bridge.detail_changed.connect(heard.append)
    bridge.publish_detail(None)
    bridge.publish_detail(page)
    bridge.publish_detail(page)
    assert bridge.detail is page
    bridge.publish_detail(None)
    assert heard == [page, None]


def test_a_rule_goes_out_when_it_changes_and_when_there_is_none() -> None:
    """An equal rule is not sent again."""
    rule = CATALOGUE.rules[RESPONSE_RULE.id]
    view = rule_view(rule, rule, CATALOGUE.metrics[rule.metrics[0]], None, NOW, UTC)
    bridge, heard = ViewBridge(), list[object]()
    bridge.rule_changed.connect(heard.append)
    bridge.publish_rule(None)
    bridge.publish_rule(view)
    bridge.publish_rule(replace(view))
    assert bridge.rule is view
    bridge.publish_rule(None)
    assert heard == [view, None]


def test_entries_go_out_when_they_change_and_when_their_page_is_left() -> None:
    """Equal ones are not sent again."""
    page = EntryPage(MTTR.id, ())
    view = entry_view(page, CATALOGUE, NOW, demo=False)
    bridge, heard = ViewBridge(), list[object]()
    bridge.entry_changed.connect(heard.append)
    bridge.publish_entry(None)
    bridge.publish_entry(view)
    bridge.publish_entry(replace(view))
    assert bridge.entry is view
    bridge.publish_entry(None)
    assert heard == [view, None]


def test_a_presenter_of_changed_rules_says_what_they_say() -> None:
    """The page of a metric names the limit in force."""
    rule = CATALOGUE.rules[RESPONSE_RULE.id]
    rules = {**CATALOGUE.rules, rule.id: replace(rule, fire=replace(rule.fire, value=412))}
    before = Presenter(CATALOGUE, UTC)
    after = before.using(replace(CATALOGUE, rules=rules))
    said = [
        "412 ms" in fact.text
        for presenter in (before, after)
        if (page := presenter.detail(state(), NOW, rule.metrics[0], DetailRange.HOUR, None))
        for fact in page.facts
        if fact.label == "Rule"
    ]
    assert said == [False, True]


def test_the_sources_side_by_side_go_out_when_they_change() -> None:
    """An equal page is not sent again."""
    view = side_by_side(Presenter(CATALOGUE, UTC).picture(state(), NOW))
    bridge, heard = ViewBridge(), list[object]()
    bridge.beside_changed.connect(heard.append)
    bridge.publish_beside(view)
    bridge.publish_beside(replace(view))
    assert heard == [view]
