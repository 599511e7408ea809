"""Every alert that is kept, the newest first, by day; found again by severity and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Episode, Reason
from aux_monitor.domain.offline import OFFLINE_KEY, offline_rule
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.reasons import reason_words
from aux_monitor.presentation.row_views import CellView, HeadingView, Line, RowKey, RowView
from aux_monitor.settings.language import tr, tr_noop

MOST_LISTED = 300
"""The list holds this many alerts, the newest that are wanted."""

COLUMNS = (tr_noop("Fired"), tr_noop("Alert"), tr_noop("Lasted"), tr_noop("Who was told"))

_DAY_S = 86_400.0
_LONGEST_NOTE = 120
_NOT_SENT = tr_noop("not sent")
"""How the reasons for telling nobody begin."""


class PastAlert(Struct, frozen=True):
    """One alert of the history: its row, and what it can be found by.

    ``words`` are its texts in small letters; ``severity`` is None for a silence.
    """

    day: str
    row: RowView
    words: str
    severity: Severity | None
    told: bool
    fires: bool


class AlertFilter(Struct, frozen=True):
    """Which alerts are wanted: all that a field says nothing against."""

    severity: Severity | None = None
    words: str = ""
    told: bool = False
    fires: bool = False

    def takes(self, alert: PastAlert) -> bool:
        """Return whether an alert is wanted."""
        found = all(word in alert.words for word in self.words.casefold().split())
        severe = self.severity is None or alert.severity is self.severity
        return found and severe and alert.told >= self.told and alert.fires >= self.fires


class PastView(Struct, frozen=True):
    """The list as it is wanted: ``found`` says how many there are, ``empty`` why there are none."""

    lines: tuple[Line, ...]
    found: str
    empty: str = ""


class _Case(Struct, frozen=True):
    """What an alert was about: its title, its worst value in words, and how urgent it was."""

    title: str
    worst: str
    severity: Severity | None = None
    metric: MetricId | None = None


def past_alerts(picture: Picture, episodes: Iterable[Episode]) -> tuple[PastAlert, ...]:
    """Return every alert given, the newest first."""
    latest = sorted(episodes, key=lambda episode: episode.fired_at, reverse=True)
    return tuple(_past_alert(episode, picture) for episode in latest)


def listed(alerts: Sequence[PastAlert], wanted: AlertFilter) -> PastView:
    """Return the alerts that are wanted, a heading above each day."""
    found = [alert for alert in alerts if wanted.takes(alert)]
    lines: list[Line] = []
    for day, of_day in groupby(found[:MOST_LISTED], key=lambda alert: alert.day):
        rows = [alert.row for alert in of_day]
        lines += [HeadingView(day, text.counted(len(rows), "alert", "alerts")), *rows]
    return PastView(tuple(lines), _found(len(found), len(alerts)), _empty(found, alerts))


def _found(found: int, known: int) -> str:
    if not known:
        return ""
    whole = text.counted(known, "alert", "alerts")
    words = whole if found == known else tr("{n} of {whole}", n=text.number(found, 0), whole=whole)
    if found <= MOST_LISTED:
        return words
    return tr("{words}, the newest {most} listed", words=words, most=MOST_LISTED)


def _empty(found: Sequence[PastAlert], known: Sequence[PastAlert]) -> str:
    if found:
        return ""
    if known:
        return tr("No alert is like that. Clear the search to see them all.")
    return tr("No alert has fired yet. What fires is kept here.")


def _past_alert(episode: Episode, picture: Picture) -> PastAlert:
    case = _case(episode, picture)
    lasted = CellView(_lasted(episode, picture), _until(episode, picture))
    told = _told_cell(episode, picture)
    fired = text.clock(episode.fired_at, picture.zone)
    day = day_heading(episode.fired_at, picture)
    words = [case.title, case.worst, lasted.text, lasted.note, told.text, told.note]
    row = RowView(
        key=RowKey("/".join(map(str, episode.id))),
        cells=(
            CellView(fired, level=_level(episode, case)),
            CellView(case.title, case.worst),
            lasted,
            told,
        ),
        spoken=", ".join(word for word in (f"{day} {fired}", *words) if word),
        metric=case.metric,
    )
    return PastAlert(
        day=day,
        row=row,
        words=" ".join([*words, str(episode.key.metric)]).casefold(),
        severity=case.severity,
        told=episode.told is Reason.SENT,
        fires=episode.fires,
    )


def _case(episode: Episode, picture: Picture) -> _Case:
    key = episode.key
    if key == OFFLINE_KEY:
        return _Case(tr(offline_rule().name), tr("its alerts were held"))
    if key.rule == SILENCE:
        status = picture.state.sources.get(SourceId(str(key.metric)))
        name = text.clean(str(key.metric) if status is None else status.name, 40)
        return _Case(tr("{name} silent", name=name), tr("its alerts were held"))
    rule = picture.catalogue.rules.get(key.rule)
    metric = picture.catalogue.metrics.get(key.metric)
    if rule is None or metric is None:
        rule_id, metric_id = text.clean(key.rule, 40), text.clean(key.metric, 40)
        title = tr("{rule} on {metric}", rule=rule_id, metric=metric_id)
        return _Case(title, tr("no longer watched"))
    worst = tr("worst {figure}", figure=wording.input_amount(rule, metric, episode.worst))
    return _Case(wording.title(rule, metric), worst, rule.severity, metric.id)


def _level(episode: Episode, case: _Case) -> Level:
    if not episode.fires:
        return Level.ON_TARGET if case.severity is not None else Level.UNKNOWN
    return Level.BREACH if case.severity is not None else Level.OFF_TARGET


def _lasted(episode: Episode, picture: Picture) -> str:
    end = picture.now if episode.resolved_at is None else episode.resolved_at
    return text.duration(end - episode.fired_at)


def _until(episode: Episode, picture: Picture) -> str:
    if episode.resolved_at is None:
        return tr("still fires")
    end, fired = (
        datetime.fromtimestamp(each, picture.zone)
        for each in (episode.resolved_at, episode.fired_at)
    )
    if end.date() != fired.date():
        return tr("until {day}", day=text.day_of_month(end))
    return tr("until {at}", at=text.clock(episode.resolved_at, picture.zone))


def _told_cell(episode: Episode, picture: Picture) -> CellView:
    """Return whether somebody was told; under it who took it on, or why nobody was told."""
    told, answer = _told(episode, picture), _answer(episode, picture)
    if answer or not told.startswith(tr(_NOT_SENT)):
        return CellView(told, answer)
    return CellView(tr(_NOT_SENT), told.removeprefix(f"{tr(_NOT_SENT)}: "))


def _told(episode: Episode, picture: Picture) -> str:
    """Return whether somebody was told, when and with how many others, or why nobody was."""
    if episode.told is None:
        return tr("not decided yet")
    if episode.told is not Reason.SENT:
        return reason_words(episode.told, episode.told_until, episode, picture)
    at = _after(episode.told_at, episode, picture)
    others = text.counted(episode.told_with, "other", "others")
    said = f"{tr('told')}{at}"
    return tr("{told} with {others}", told=said, others=others) if episode.told_with else said


def _answer(episode: Episode, picture: Picture) -> str:
    """Return when somebody took it on, with the note, else what was said of its end."""
    if episode.acknowledged_at is not None:
        when = _time(episode.acknowledged_at, episode, picture)
        note = text.clean(episode.note, _LONGEST_NOTE)
        said = tr("acknowledged {when}", when=when)
        return f"{said}: {note}" if note else said
    reason = episode.told_resolved
    if episode.told is not Reason.SENT or reason is None:
        return ""
    if reason is not Reason.SENT:
        why = reason_words(reason, episode.ended_until, episode, picture)
        return tr("its end {why}", why=why)
    return f"{tr('its end told')}{_after(episode.ended_at, episode, picture)}"


def _after(at: float | None, episode: Episode, picture: Picture) -> str:
    return "" if at is None else f" {_time(at, episode, picture)}"


def _time(at: float, episode: Episode, picture: Picture) -> str:
    """Return a time of the alert's own day by the clock alone: the day stands above its row."""
    then, fired = (datetime.fromtimestamp(each, picture.zone) for each in (at, episode.fired_at))
    clock = text.clock(at, picture.zone)
    return clock if then.date() == fired.date() else f"{text.day_of_month(then)} {clock}"


def day_heading(at: float, picture: Picture) -> str:
    """Return the day of a time: ``Today``, ``Yesterday``, ``Sun 22 Nov``, with a past year."""
    today = text.day_start(picture.now, picture.zone)
    if at >= today:
        return tr("Today")
    if at >= text.day_start(today - _DAY_S / 2, picture.zone):
        return tr("Yesterday")
    year = datetime.fromtimestamp(at, picture.zone).year
    words = text.day(at, picture.zone)
    same = year == datetime.fromtimestamp(picture.now, picture.zone).year
    return words if same else f"{words} {year}"
