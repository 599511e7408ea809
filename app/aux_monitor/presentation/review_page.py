"""A review of the KPI document: its figures against the period before, and when it is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence, Metric
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.moved import Moved, is_better
from aux_monitor.domain.notice import Episode
from aux_monitor.domain.reading import MetricId, Unit
from aux_monitor.domain.reviews import Due, Reviewed, due, period_s, reviewed_metrics
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.prospect import next_target
from aux_monitor.presentation.reviews import SUBJECTS
from aux_monitor.presentation.row_views import CellView, HeadingView, Line, Mood, RowKey, RowView
from aux_monitor.presentation.tiles import foot, level_word, pace_hint, shown_level
from aux_monitor.services.reviewing import OpenReview
from aux_monitor.settings.language import tr, tr_noop

COLUMNS = (
    tr_noop("Figure"),
    tr_noop("Now"),
    tr_noop("Target"),
    tr_noop("Before"),
    tr_noop("Change"),
    tr_noop("Alerts"),
)

_TITLES = {
    Cadence.DAILY: tr_noop("Daily review"),
    Cadence.WEEKLY: tr_noop("Weekly review"),
    Cadence.MONTHLY: tr_noop("Monthly review"),
    Cadence.QUARTERLY: tr_noop("Quarterly review"),
}
_SPANS = {
    Cadence.DAILY: (tr_noop("last day"), tr_noop("day before")),
    Cadence.WEEKLY: (tr_noop("last week"), tr_noop("week before")),
    Cadence.MONTHLY: (tr_noop("last 30 days"), tr_noop("30 days before")),
    Cadence.QUARTERLY: (tr_noop("last 13 weeks"), tr_noop("13 weeks before")),
}
_LONGEST_NOTE = 120
_RECENT_S = 86_400.0


class ReviewPageView(Struct, frozen=True):
    """One review.

    ``subject`` is what the document has it look at, ``due`` when it is due, in words, with
    ``due_level`` for its shape, ``last`` when it was done last. ``alerts`` counts those of the
    period, ``note`` says what is not known. ``late`` are the cadences whose review is overdue.
    ``can_take_back`` is the id of the newest mark while it is young, None else.
    """

    cadence: Cadence
    title: str
    subject: str
    due: str
    due_level: Level
    last: str
    alerts: str
    lines: tuple[Line, ...]
    note: str = ""
    note_level: Level = Level.UNKNOWN
    late: tuple[Cadence, ...] = ()
    can_take_back: int | None = None
    drawn: str = ""
    demo: bool = False


class _Held(Struct, frozen=True):
    """What the alerts of a metric, or of all, did within a period."""

    count: int
    seconds: float


def review_page(
    picture: Picture, opened: OpenReview, episodes: tuple[Episode, ...]
) -> ReviewPageView:
    """Return the page of the open review."""
    cadence = opened.cadence
    today = _day(picture.now, picture)
    upcoming = {each: due(each, _days(opened.reviewed, each, picture), today) for each in Cadence}
    last = next((r for r in reversed(opened.reviewed) if r.cadence is cadence), None)
    own = upcoming[cadence]
    young = last is not None and picture.now - last.at < _RECENT_S
    return ReviewPageView(
        cadence=cadence,
        title=tr(_TITLES[cadence]),
        subject=tr(SUBJECTS[cadence]),
        due=due_words(own, today),
        due_level=_due_level(own, last),
        last=last_words(last, picture),
        alerts=alerts_words(cadence, episodes, picture.now),
        lines=_lines(picture, opened, episodes),
        note=_note(opened),
        note_level=Level.OFF_TARGET if opened.failure else Level.UNKNOWN,
        late=tuple(each for each, found in upcoming.items() if found.late),
        can_take_back=last.id if last is not None and young else None,
        drawn=f"{text.day(picture.now, picture.zone)} {today.year}",
        demo=picture.state.demo,
    )


def due_words(found: Due, today: date) -> str:
    """Return ``Due today``, ``Due Fri 27 Nov``, ``Overdue since Fri 20 Nov, 3 days``."""
    day = f"{text.weekday(found.on)} {text.day_of_month(found.on)}"
    if found.late:
        days = text.counted(found.late, "day", "days")
        return tr("Overdue since {day}, {days}", day=day, days=days)
    return tr("Due today") if found.on == today else tr("Due {day}", day=day)


def last_words(last: Reviewed | None, picture: Picture) -> str:
    """Return when a review was done last, with its note."""
    if last is None:
        return tr("Not marked as reviewed yet")
    when = text.moment(last.at, picture.now, picture.zone)
    note = text.clean(last.note, _LONGEST_NOTE)
    said = tr("Last reviewed {when}", when=when)
    return f"{said}: {note}" if note else said


def alerts_words(cadence: Cadence, episodes: Iterable[Episode], now: float) -> str:
    """Return ``3 alerts in the last day, 42 min in all; 1 in the day before``."""
    known, span_s = tuple(episodes), period_s(cadence)
    late, early = (_held(known, end, span_s) for end in (now, now - span_s))
    last, before = map(tr, _SPANS[cadence])
    if not late.count:
        words = tr("No alert in the {last}", last=last)
    else:
        count = text.counted(late.count, "alert", "alerts")
        words = tr(
            "{count} in the {last}, {span} in all",
            count=count,
            last=last,
            span=text.duration(late.seconds),
        )
    earlier = text.number(early.count, 0) if early.count else tr("none")
    return tr("{words}; {n} in the {before}", words=words, n=earlier, before=before)


def _lines(picture: Picture, opened: OpenReview, episodes: tuple[Episode, ...]) -> tuple[Line, ...]:
    """Return the figures there are, by the document's sections; then what has none."""
    metrics = reviewed_metrics(picture.catalogue, opened.cadence)
    judged = [picture.metrics[metric.id] for metric in metrics]
    shown = [each for each in judged if each.trust is not Trust.NOT_CONNECTED]
    by_metric = _by_metric(episodes)
    lines: list[Line] = []
    for category, of_it in groupby(shown, key=lambda each: each.metric.category):
        lines.append(HeadingView(tr(category.value)))
        lines += [_row(each, picture, opened, by_metric.get(each.metric.id, ())) for each in of_it]
    bare = [each for each in judged if each.trust is Trust.NOT_CONNECTED]
    if bare:
        count = text.counted(len(bare), "figure", "figures")
        lines.append(
            HeadingView(
                tr("Not connected"), tr("{count}: open one to enter it by hand", count=count)
            )
        )
        lines += [_bare_row(each, picture) for each in bare]
    return tuple(lines)


def _row(
    judged: Judged, picture: Picture, opened: OpenReview, episodes: tuple[Episode, ...]
) -> RowView:
    metric = judged.metric
    change = opened.moved.get(metric.id)
    if change is not None:
        change = _as_shown(change, judged)
    before, moved = _change_cells(judged, change, picture, opened)
    held = _held(episodes, picture.now, period_s(opened.cadence))
    alerts = CellView(
        text.number(held.count, 0) if held.count else tr("none"),
        text.duration(held.seconds) if held.count else "",
        mood=Mood.PLAIN if held.count else Mood.QUIET,
    )
    now = CellView(text.measured(judged.value, metric), level_word(judged))
    target = CellView(_target(judged, picture), pace_hint(judged))
    spoken_alerts = text.counted(held.count, "alert", "alerts") if held.count else tr("no alert")
    words = [judged.words.name, now.text, now.note, target.text]
    words += [_spoken_change(before, moved), spoken_alerts]
    return RowView(
        key=RowKey(metric.id),
        cells=(
            CellView(judged.words.short_name, _ago(judged), shown_level(judged)),
            now,
            target,
            before,
            moved,
            alerts,
        ),
        spoken=", ".join(word for word in words if word),
        metric=metric.id,
    )


def _as_shown(change: Moved, judged: Judged) -> Moved:
    """Return a change between what the digits show, from the figure as it is by now."""
    decimals = judged.metric.decimals
    live = change.now if change.before_at is None or judged.value is None else judged.value
    return replace(change, now=round(live, decimals), before=round(change.before, decimals))


def _bare_row(judged: Judged, picture: Picture) -> RowView:
    """Return the row of a metric that nothing supplies: what it is, and its target."""
    target = _target(judged, picture)
    words = (judged.words.name, tr(judged.trust.value), target)
    return RowView(
        key=RowKey(judged.metric.id),
        cells=(
            CellView(judged.words.short_name, "", Level.UNKNOWN, Mood.QUIET),
            CellView(tr(judged.trust.value), mood=Mood.QUIET),
            CellView(target, mood=Mood.QUIET),
        ),
        spoken=", ".join(word for word in words if word),
        metric=judged.metric.id,
    )


def _ago(judged: Judged) -> str:
    return tr("{age} ago", age=judged.age) if judged.age else ""


def _target(judged: Judged, picture: Picture) -> str:
    start = picture.state.programme_start
    return foot(judged, next_target(judged.metric, picture.now, start)) or tr("no target")


def _change_cells(
    judged: Judged, change: Moved | None, picture: Picture, opened: OpenReview
) -> tuple[CellView, CellView]:
    """Return what a figure was a period before, and how it has moved since."""
    metric = judged.metric
    if judged.value is None:
        return CellView(), CellView()
    if change is None:
        words = tr("looking it up…") if opened.looking else tr("no earlier figure")
        return CellView(words, mood=Mood.QUIET), CellView()
    before = CellView(text.measured(change.before, metric), _when(change, metric, picture))
    better = is_better(metric, change.difference)
    if better is None:
        return before, CellView(tr("unchanged"), mood=Mood.QUIET)
    notes = (_percent(change, metric), tr("better") if better else tr("worse"))
    mood = Mood.BETTER if better else Mood.WORSE
    moved = CellView(difference_words(change.difference, metric), ", ".join(filter(None, notes)))
    return before, replace(moved, mood=mood)


def difference_words(difference: float, metric: Metric) -> str:
    """Return a change with its sign and unit; of percentages in points: ``+1.2 points``."""
    sign = "+" if difference > 0 else ""
    if metric.unit in (Unit.PERCENT, Unit.PERCENT_LEFT):
        return tr("{n} points", n=f"{sign}{text.number(difference, metric.decimals)}")
    return f"{sign}{text.measured(difference, metric)}"


def _percent(change: Moved, metric: Metric) -> str:
    """Return the change as a share of what was; of a percentage none, which would be misread."""
    percent = change.percent
    if percent is None or metric.unit in (Unit.PERCENT, Unit.PERCENT_LEFT):
        return ""
    return f"{'+' if percent > 0 else ''}{text.number(percent, 1)} %"


def _when(change: Moved, metric: Metric, picture: Picture) -> str:
    """Return of when an earlier figure is: a date, or the period of which it is the median."""
    if change.before_at is None:
        return tr("median, now {figure}", figure=text.measured(change.now, metric))
    return text.moment(change.before_at, picture.now, picture.zone)


def _spoken_change(before: CellView, moved: CellView) -> str:
    if not moved.text:
        return before.text
    words = tr("{moved} from {before}", moved=moved.text, before=before.text)
    return f"{words}, {moved.note}" if moved.note else words


def _note(opened: OpenReview) -> str:
    if opened.failure:
        return text.sentence(opened.failure)
    return tr("Looking up what the figures were before…") if opened.looking else ""


def _due_level(found: Due, last: Reviewed | None) -> Level:
    """Return the level of a review: nothing is said of one that was never done."""
    if found.late:
        return Level.OFF_TARGET
    return Level.UNKNOWN if last is None else Level.ON_TARGET


def _held(episodes: Iterable[Episode], end: float, span_s: float) -> _Held:
    """Return the alerts that fired within a span before ``end``, and how long, clipped to it."""
    since = end - span_s
    parts = []
    for episode in episodes:
        over = end if episode.resolved_at is None else min(end, episode.resolved_at)
        if episode.fired_at <= end and over > since:
            parts.append(max(0.0, over - max(since, episode.fired_at)))
    return _Held(len(parts), sum(parts))


def _by_metric(episodes: Iterable[Episode]) -> Mapping[MetricId, tuple[Episode, ...]]:
    found: dict[MetricId, list[Episode]] = {}
    for episode in episodes:
        found.setdefault(episode.key.metric, []).append(episode)
    return {metric: tuple(of_it) for metric, of_it in found.items()}


def _days(reviewed: Iterable[Reviewed], cadence: Cadence, picture: Picture) -> list[date]:
    return [_day(each.at, picture) for each in reviewed if each.cadence is cadence]


def _day(at: float, picture: Picture) -> date:
    return datetime.fromtimestamp(at, picture.zone).date()
