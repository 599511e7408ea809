"""Views cross into Qt once each."""

from __future__ import annotations

from datetime import UTC

from msgspec.structs import replace

from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.views import DetailRange
from tests.presentation.builders import CATALOGUE, MTTR, NOW, state

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
