"""The sentence first."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import Release, RequestBudget, SourceId
from aux_monitor.domain.state import AppState, ProblemTopic
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.ribbon import listed, ribbon
from aux_monitor.presentation.standing import stand
from aux_monitor.presentation.views import RibbonView
from tests.presentation.builders import (
    CALM,
    GITHUB,
    METRICS,
    MTTR,
    NOW,
    P95,
    RESPONSE,
    RETRY,
    RETRY_RULE,
    STARS,
    SUCCESS,
    SUCCESS_RULE,
    USERS,
    alerts,
    at,
    calm_but,
    catalogue,
    collector,
    fired,
    github,
    metric,
    pending,
    picture,
    reading,
    state,
)

SILENT = collector(last_good_at=NOW - 40, failures=3, error="Connection refused at 127.0.0.1")


def of(given: AppState) -> RibbonView:
    """Return the ribbon of a state."""
    shown = picture(given)
    return ribbon(shown, stand(shown))


def test_all_good() -> None:
    """Green says how many metrics it vouches for, and is not tinted."""
    view = of(state())
    assert view.headline == "All 7 connected metrics on target"
    assert (view.level, view.tinted) == (Level.ON_TARGET, False)
    assert view.subline == "7 on target · 1 not connected"
    assert (view.time, view.date) == ("14:19", "Mon 23 Nov")


def test_green_with_unjudged_metrics_does_not_say_all() -> None:
    """Metrics that cannot be judged are not vouched for."""
    view = of(state(calm_but((MTTR, None))))
    assert view.headline == "6 metrics on target, none off target"
    assert view.subline == "6 on target · 1 without data · 1 not connected"
    undated = of(state(programme_start=None))
    assert undated.headline == "5 metrics on target, none off target"
    assert "2 without a level" in undated.subline


def test_one_metric_is_no_plural() -> None:
    """One connected metric is spoken of as one."""
    known = catalogue([SUCCESS])
    shown = picture(state({SUCCESS.id: 97.0}, known=known), known)
    assert ribbon(shown, stand(shown)).headline == "The one connected metric is on target"


def test_breaches_come_with_their_figures_since_when_and_after_what() -> None:
    """The worst first, then since when, what release came before, and the counts."""
    view = of(
        state(
            calm_but((SUCCESS, 88.6), (RESPONSE, 318.0), (STARS, 642.0)),
            triggers=alerts((SUCCESS_RULE, SUCCESS, fired(88.6, 87.9, at(14, 2), at(14, 5)))),
            releases={GITHUB: (Release("v1.3.0", at(13, 58), GITHUB),)},
        )
    )
    assert view.headline == "2 breaches: success rate 88.6 %, response time 318 ms"
    assert view.subline == (
        "since 14:02, four minutes after release v1.3.0"
        " · 1 off target · 4 on target · 1 not connected"
    )
    assert view.tinted


def test_many_breaches_are_counted() -> None:
    """More than three are not all named."""
    values = calm_but((SUCCESS, 1.0), (RESPONSE, 900.0), (P95, 5000.0), (RETRY, 40.0))
    assert of(state(values)).headline == (
        "4 breaches: success rate 1.0 %, response time 900 ms, "
        "P95 response time 5,000 ms and 1 more"
    )


def test_a_part_is_not_a_second_breach() -> None:
    """A click that is slow with all the others is told once."""
    click = replace(RESPONSE, id=metric("response_time_click").id, parts_of=RESPONSE.id)
    known = catalogue([RESPONSE, click])
    shown = picture(state({RESPONSE.id: 318.0, click.id: 402.0}, known=known), known)
    assert ribbon(shown, stand(shown)).headline == "1 breach: average response 318 ms"


def test_a_silent_collector_is_the_headline() -> None:
    """How long, and from when the figures below are; then what it said last."""
    view = of(state(sources=[SILENT]))
    assert view.headline == "Collector silent for 40 s: figures below are from 14:18"
    assert view.subline.startswith("Connection refused at 127.0.0.1 · 6 stale")
    assert (view.level, view.tinted) == (Level.UNKNOWN, True)


def test_a_silent_source_among_others_speaks_for_itself() -> None:
    """Where other figures are fresh only its own are old."""
    old = github(last_good_at=at(13, 27))
    assert of(state(sources=[collector(), old])).headline == (
        "GitHub silent for 52 min: its figures are from 13:27"
    )


def test_silence_with_open_alerts_says_so() -> None:
    """An alert that fired before the silence stays in the sentence."""
    triggers = alerts((SUCCESS_RULE, SUCCESS, fired(88.6, 87.9, at(14, 2), at(14, 5))))
    view = of(state(sources=[SILENT], triggers=triggers))
    assert view.headline.endswith("figures below are from 14:18; 1 alert still open")
    assert view.level is Level.BREACH
    assert view.subline.startswith("since 14:02 · Connection refused")


def test_a_breach_is_told_before_a_silence() -> None:
    """What is seen to be broken leads; the silent source follows below."""
    unheard = github(last_good_at=None, failures=4, failure=FailureKind.REFUSED)
    view = of(state(calm_but((SUCCESS, 80.0)), sources=[collector(), unheard]))
    assert view.headline == "1 breach: success rate 80.0 %"
    assert view.subline.startswith("GitHub has not answered yet · ")


def test_a_source_that_never_answered() -> None:
    """No figures are from anywhere yet."""
    unheard = github(last_good_at=None, failures=4, failure=FailureKind.REFUSED)
    assert of(state(sources=[collector(), unheard])).headline == "GitHub has not answered yet"


def test_several_silent_sources() -> None:
    """Each is named with its silence."""
    view = of(state(sources=[SILENT, github(last_good_at=NOW - 7200)]))
    assert view.headline == "2 sources silent: Collector for 40 s, GitHub for 2 h"


def test_a_silent_source_that_never_answered_among_several() -> None:
    """A source without a last answer is named without an age."""
    unheard = github(last_good_at=None, failures=4, failure=FailureKind.REFUSED)
    assert of(state(sources=[SILENT, unheard])).headline == (
        "2 sources silent: Collector for 40 s, GitHub"
    )


def _cut_off(**changes: Any) -> list[Any]:
    cut = {"failures": 2, "failure": FailureKind.NO_ROUTE, "last_good_at": NOW - 100}
    return [github(**cut), github(**{**cut, **changes}, id=SourceId("other"), name="Other")]


def test_offline() -> None:
    """When nothing can be reached this computer is at fault, not the servers."""
    view = of(state(sources=_cut_off()))
    assert view.headline == "Offline: no source can be reached from this computer"
    mixed = of(state(calm_but((SUCCESS, 80.0)), sources=[collector(), *_cut_off()]))
    assert mixed.subline.startswith("GitHub offline · Other offline")


def test_offline_beside_a_local_collector() -> None:
    """The collector on this computer still answers."""
    assert of(state(sources=[collector(), *_cut_off()])).headline == (
        "Offline: no remote source can be reached from this computer"
    )


def test_waiting_is_not_an_alarm() -> None:
    """At the start the sentence waits, untinted."""
    late = {"last_good_at": None, "watching_since": NOW - 1}
    view = of(state({}, sources=[collector(**late), github(**late)]))
    assert view.headline == "Waiting for the first answer"
    assert (view.level, view.tinted) == (Level.UNKNOWN, False)
    assert "8 " not in view.headline


def test_waiting_for_one_names_it() -> None:
    """The others have answered."""
    late = github(last_good_at=None, watching_since=NOW - 1)
    assert of(state({}, sources=[collector(), late])).headline == (
        "Waiting for the first answer of GitHub"
    )


def test_waiting_is_not_held_against_a_source_beside_a_breach() -> None:
    """An awaited source is in no trouble yet."""
    late = github(last_good_at=None, watching_since=NOW - 1)
    view = of(state(calm_but((SUCCESS, 80.0)), sources=[collector(), late]))
    assert "answered" not in view.subline


def test_nothing_connected() -> None:
    """An empty program says what to do."""
    view = of(state({}, sources=[]))
    assert view.headline == "Nothing is connected"
    assert view.subline.startswith("Connect a session.log")
    assert not view.tinted


def test_an_internal_fault_is_the_headline() -> None:
    """Unless something is known to be worse, the fault comes first; others stand below."""
    view = of(state(problems={ProblemTopic.PROGRAM: "x", ProblemTopic.HISTORY: "y"}))
    assert view.headline == "Internal fault: what is shown may be wrong"
    assert view.subline.startswith("Internal fault · History not kept · 7 on target")
    assert (view.level, view.tinted) == (Level.UNKNOWN, True)


def test_off_target() -> None:
    """Without a breach the metrics off target are the sentence."""
    view = of(state(calm_but((STARS, 642.0), (USERS, 604.0))))
    assert view.headline == "2 off target: monthly active users 604, GitHub stars 642"


def test_pending() -> None:
    """An alert that waits is announced as such, not as a breach."""
    triggers = alerts((RETRY_RULE, RETRY, pending(10.9, 100)))
    view = of(state(calm_but((RETRY, 10.9)), triggers=triggers))
    assert view.headline == "1 alert pending: retry rate 10.9 %"
    assert view.level is Level.OFF_TARGET


def test_recovering() -> None:
    """An alert that clears is told until it has cleared."""
    held = replace(fired(93.0, 87.9, at(14, 2), at(14, 5)), phase=Phase.RECOVERING)
    view = of(state(calm_but((SUCCESS, 93.0)), triggers=alerts((SUCCESS_RULE, SUCCESS, held))))
    assert view.headline == "Recovering: success rate 93.0 %"


def test_low_traffic() -> None:
    """Too few commands to judge is said as that."""
    view = of(state(readings=[reading(SUCCESS, 99.0, n=3)]))
    assert view.headline == "Low traffic, no judgement: success rate"
    assert view.subline == "6 on target · 1 with low traffic · 1 not connected"
    assert not view.tinted


def test_missing_values() -> None:
    """A watched metric without a value is named."""
    assert of(state(calm_but((RESPONSE, None)))).headline == (
        "Not all figures can be judged: response time"
    )


def test_nothing_judged() -> None:
    """A source that answers with nothing judged yields no praise."""
    plain = metric()
    known = catalogue([plain])
    shown = picture(state({plain.id: 1.0}, known=known), known)
    assert ribbon(shown, stand(shown)).headline == "No metric can be judged yet"


def test_a_demonstration_is_marked() -> None:
    """The mark is in the view."""
    assert of(state(demo=True)).demo


def test_chips_tell_age_and_budget() -> None:
    """Each source has its age, a few words of its own, and what is left to ask."""
    budget = RequestBudget(5000, 4812, None)
    given = state(sources=[collector(), github(budget=budget, warnings=("One is private",))])
    first, second = of(given).sources
    assert (first.name, first.detail, first.level) == (
        "Collector",
        "1 s ago · 2 logs",
        Level.ON_TARGET,
    )
    assert second.detail == "4 min ago · 4,812 left"
    assert second.tooltip.splitlines() == [
        "GitHub: fresh",
        "4,812 of 5,000 requests left",
        "One is private.",
    ]


@pytest.mark.parametrize(
    ("changes", "detail", "level"),
    [
        ({"last_good_at": NOW - 3120}, "stale, 52 min", Level.OFF_TARGET),
        ({"last_good_at": None, "failures": 1}, "no answer", Level.OFF_TARGET),
        ({"last_good_at": None, "watching_since": NOW}, "awaiting an answer", Level.UNKNOWN),
    ],
)
def test_a_chip_in_trouble(changes: dict[str, Any], detail: str, level: Level) -> None:
    """A source that cannot be believed says so in words and by its shape."""
    shown = of(state(sources=[github(**changes)])).sources[0]
    assert (shown.detail, shown.level) == (detail, level)


def test_an_offline_chip_has_the_ring() -> None:
    """It is nobody's fault but this computer's."""
    shown = of(state(sources=_cut_off())).sources[0]
    assert (shown.detail, shown.level) == ("offline, 1 min", Level.UNKNOWN)
    assert shown.tooltip.startswith(f"GitHub: {Trust.OFFLINE.value}")


def test_hostile_words_stay_one_line() -> None:
    """What a source says of itself is cleaned and bounded everywhere."""
    evil = "a\u202eb\n" + "x" * 5000
    view = of(state(sources=[collector(name=evil, summary=evil, error=evil, last_good_at=1.0)]))
    assert len(view.headline) < 200
    assert len(view.subline) < 300
    assert "\n" not in view.headline + view.subline + view.sources[0].name
    assert "\u202e" not in view.headline + view.subline + view.sources[0].tooltip


def test_listed() -> None:
    """Three are named, the rest counted."""
    assert listed(["a", "b"], 2) == "a, b"
    assert listed(["a", "b", "c"], 5) == "a, b, c and 2 more"


def test_counts_add_up() -> None:
    """Every metric of the catalogue is counted once."""
    view = of(state({**CALM, STARS.id: 642.0}, sources=[collector(), github()]))
    counted = [int(part.split()[0]) for part in view.subline.split(" · ")]
    assert sum(counted) == len(METRICS)


def test_missing_telemetry_is_said_before_all_is_well() -> None:
    """The sentence names the source, and its chip has the triangle."""
    view = of(state(sources=[replace(collector(), warnings=("b.log: denied.",)), github()]))
    assert view.headline == "Collector: not all of its data is here"
    assert view.sources[0].level is Level.OFF_TARGET
