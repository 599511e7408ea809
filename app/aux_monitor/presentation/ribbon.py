"""The sentence first: the worst thing in words, since when, and whether to believe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation import text
from aux_monitor.presentation.budget import glance
from aux_monitor.presentation.judged import Condition, Judged, Picture
from aux_monitor.presentation.onset import after_release
from aux_monitor.presentation.standing import Group, Standing
from aux_monitor.presentation.views import RibbonView, SourceChipView

MOST_NAMED = 3
"""The headline names this many metrics and counts the rest."""

_COUNTED = (
    (Trust.CACHED, "cached"),
    (Trust.STALE, "stale"),
    (Trust.OFFLINE, "offline"),
    (Trust.LEARNING, "awaited"),
    (Trust.LOW_TRAFFIC, "with low traffic"),
    (Trust.NO_DATA, "without data"),
)


def ribbon(picture: Picture, standing: Standing) -> RibbonView:
    """Return the ribbon."""
    return RibbonView(
        level=standing.level,
        headline=headline(picture, standing),
        subline=subline(picture, standing),
        tinted=is_wrong(standing),
        demo=picture.state.demo,
        sources=chips(picture),
        time=text.clock(picture.now, picture.zone),
        date=text.day(picture.now, picture.zone),
    )


def is_wrong(standing: Standing) -> bool:
    """Return whether something is wrong, as waiting for an answer or for traffic is not."""
    if standing.fault or standing.level in (Level.BREACH, Level.OFF_TARGET):
        return True
    return any(condition.trust is not Trust.LEARNING for condition in standing.blind)


def headline(picture: Picture, standing: Standing) -> str:
    """Return the worst thing in words, with its figure."""
    names = picture.guide.names
    breaches = heads(standing.groups[Group.BREACH])
    if breaches:
        return f"{text.counted(len(breaches), 'breach', 'breaches')}: {named(breaches, names)}"
    if standing.fault:
        return "Internal fault: what is shown may be wrong"
    if not picture.conditions:
        return "Nothing is connected"
    if standing.blind:
        return blindness(picture, standing)
    return _seeing_headline(standing, names)


def _seeing_headline(standing: Standing, names: Mapping[MetricId, str]) -> str:
    frozen = standing.groups[Group.FROZEN]
    if frozen:
        few = [text.in_sentence(names[judged.metric.id]) for judged in frozen[:MOST_NAMED]]
        count = text.counted(len(frozen), "alert", "alerts")
        return f"{count} still open, without a fresh figure: {listed(few, len(frozen))}"
    if standing.recovering:
        return f"Recovering: {named(standing.recovering, names)}"
    if standing.pending:
        count = text.counted(len(standing.pending), "alert", "alerts")
        return f"{count} pending: {named(standing.pending, names)}"
    off_target = standing.groups[Group.OFF_TARGET]
    if off_target:
        return f"{text.number(len(off_target), 0)} off target: {named(off_target, names)}"
    if standing.partial:
        return f"{standing.partial[0].name}: not all of its data is here"
    doubtful = standing.groups[Group.DOUBTFUL]
    if doubtful:
        few = [text.in_sentence(names[judged.metric.id]) for judged in doubtful[:MOST_NAMED]]
        return f"{_doubt(doubtful)}: {listed(few, len(doubtful))}"
    return _calm_headline(standing)


def _doubt(doubtful: Sequence[Judged]) -> str:
    traffic = all(judged.trust is Trust.LOW_TRAFFIC for judged in doubtful)
    return "Low traffic, no judgement" if traffic else "Not all figures can be judged"


def _calm_headline(standing: Standing) -> str:
    count = len(standing.groups[Group.ON_TARGET])
    if count == 0:
        return "No metric can be judged yet"
    unjudged = standing.groups[Group.WITHOUT_LEVEL] or standing.groups[Group.WITHOUT_DATA]
    if unjudged:
        return f"{text.counted(count, 'metric', 'metrics')} on target, none off target"
    if count == 1:
        return "The one connected metric is on target"
    return f"All {text.number(count, 0)} connected metrics on target"


def blindness(picture: Picture, standing: Standing) -> str:
    """Return what cannot be seen, and from when the figures below are."""
    frozen = standing.groups[Group.FROZEN]
    still = f"; {text.counted(len(frozen), 'alert', 'alerts')} still open" if frozen else ""
    if all(condition.trust is Trust.OFFLINE for condition in standing.blind):
        whole = len(standing.blind) == len(picture.conditions)
        what = "no source" if whole else "no remote source"
        since = _known(standing.blind, "; ")
        return f"Offline: {what} can be reached from this computer{since}{still}"
    if len(standing.blind) > 1:
        return f"{_several(standing.blind, picture)}{still}"
    return f"{_one_blind(standing.blind[0], picture)}{still}"


def _several(conditions: Sequence[Condition], picture: Picture) -> str:
    if all(condition.trust is Trust.LEARNING for condition in conditions):
        return _waiting(conditions, picture)
    words = [silent_for(condition) for condition in conditions]
    known = _known(conditions, "; ")
    return f"{len(words)} sources silent: {listed(words, len(words))}{known}"


def silent_for(condition: Condition) -> str:
    """Return a source with how long it has been silent: ``Collector for 40 s``."""
    return f"{condition.name} for {condition.age}" if condition.age else condition.name


def silence_of(condition: Condition) -> str:
    """Return in words that a source cannot be believed: ``Collector silent for 40 s``."""
    if condition.trust is Trust.OFFLINE:
        return f"{condition.name} offline"
    if not condition.age:
        return f"{condition.name} has not answered yet"
    return f"{condition.name} silent for {condition.age}"


def _waiting(conditions: Sequence[Condition], picture: Picture) -> str:
    known = _known(conditions)
    if len(conditions) == len(picture.conditions):
        return f"Waiting for the first answer{known}"
    names = [condition.name for condition in conditions]
    return f"Waiting for the first answer of {listed(names, len(names))}{known}"


def _known(conditions: Sequence[Condition], joint: str = ": ") -> str:
    """Return from when the figures are that stand in for an answer, where any do."""
    since = {condition.known for condition in conditions if condition.known}
    return f"{joint}figures cached {', '.join(sorted(since))}" if since else ""


def _one_blind(condition: Condition, picture: Picture) -> str:
    if condition.trust is Trust.LEARNING:
        return _waiting([condition], picture)
    status = picture.state.sources[condition.source]
    if status.last_good_at is None:
        return f"{silence_of(condition)}{_known([condition])}"
    whose = "figures below are" if len(picture.conditions) == 1 else "its figures are"
    since = text.moment(status.last_good_at, picture.now, picture.zone)
    return f"{silence_of(condition)}: {whose} from {since}"


def subline(picture: Picture, standing: Standing) -> str:
    """Return since when and after what, what a silent source said last, and the counts."""
    if not picture.conditions:
        return "Connect a session.log, a collector or a repository to see its figures"
    own = [topic.value for topic in picture.state.problems]
    troubles = _troubles(picture, standing)
    return " · ".join([*_since(picture, standing), *own, *troubles, *counts(standing)])


def _since(picture: Picture, standing: Standing) -> Iterable[str]:
    began = [
        trigger.began_at
        for key, trigger in picture.state.triggers.items()
        if trigger.phase is Phase.FIRING and trigger.began_at is not None
        if key.metric in picture.metrics
    ]
    if standing.level is Level.BREACH and began:
        first = min(began)
        since = text.moment(first, picture.now, picture.zone)
        yield f"since {since}{after_release(picture.state.releases, first, 'release ')}"


def _troubles(picture: Picture, standing: Standing) -> Iterable[str]:
    for condition in standing.blind:
        if condition.trust is Trust.LEARNING:
            continue
        if standing.groups[Group.BREACH]:
            yield silence_of(condition)
        error = picture.state.sources[condition.source].error
        if error:
            yield text.clean(error, 120).rstrip(".")


def counts(standing: Standing) -> Iterable[str]:
    """Yield how many metrics stand where, leaving out what there is none of."""
    groups = standing.groups
    yield from _count(len(groups[Group.OFF_TARGET]), "off target")
    yield from _count(len(groups[Group.ON_TARGET]), "on target")
    unsure = [*groups[Group.FROZEN], *groups[Group.DOUBTFUL], *groups[Group.WITHOUT_DATA]]
    for trust, words in _COUNTED:
        yield from _count(sum(judged.trust is trust for judged in unsure), words)
    yield from _count(len(groups[Group.WITHOUT_LEVEL]), "without a level")
    yield from _count(len(groups[Group.NOT_CONNECTED]), "not connected")


def _count(count: int, words: str) -> Iterable[str]:
    if count:
        yield f"{text.number(count, 0)} {words}"


def heads(metrics: Sequence[Judged]) -> Sequence[Judged]:
    """Return the metrics without those that are a part of another one among them."""
    ids = {judged.metric.id for judged in metrics}
    return [judged for judged in metrics if judged.metric.parts_of not in ids]


def named(metrics: Sequence[Judged], names: Mapping[MetricId, str]) -> str:
    """Return metrics with their figures: ``success rate 88.6 %, response time 318 ms``.

    The first few are named, the rest counted.
    """
    words = [
        f"{text.in_sentence(names[judged.metric.id])} {glance(judged)}"
        for judged in metrics[:MOST_NAMED]
    ]
    return listed(words, len(metrics))


def listed(words: Sequence[str], count: int) -> str:
    """Return the first few of ``count`` words, and how many more there are."""
    more = count - MOST_NAMED
    shown = ", ".join(words[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def chips(picture: Picture) -> tuple[SourceChipView, ...]:
    """Return the trust strip: every enabled source with its age and what it has left."""
    return tuple(
        chip(condition, picture.state.sources[condition.source]) for condition in picture.conditions
    )


def chip(condition: Condition, status: SourceStatus) -> SourceChipView:
    """Return one source of the trust strip.

    A source that cannot be believed, or that warns, has the triangle; one that is awaited, the
    dashed ring.
    """
    return SourceChipView(
        source=status.id,
        name=condition.name,
        level=Level.OFF_TARGET if condition.warned else _chip_level(condition.trust),
        detail=_chip_detail(condition, status),
        tooltip=_chip_tooltip(condition, status),
    )


def _chip_level(trust: Trust) -> Level:
    match trust:
        case Trust.FRESH:
            return Level.ON_TARGET
        case Trust.LEARNING | Trust.OFFLINE:
            return Level.UNKNOWN
        case Trust.STALE | Trust.NO_DATA | Trust.LOW_TRAFFIC | Trust.NOT_CONNECTED | Trust.CACHED:
            return Level.OFF_TARGET
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _chip_detail(condition: Condition, status: SourceStatus) -> str:
    cached = f", cached {condition.known}" if condition.known else ""
    if condition.trust is Trust.LEARNING:
        return f"awaited{cached}" if cached else "awaiting an answer"
    if condition.trust is not Trust.FRESH:
        return (
            f"{condition.trust.value}, {condition.age}" if condition.age else f"no answer{cached}"
        )
    parts = [f"{condition.age} ago"]
    if status.summary:
        parts.append(text.clean(status.summary, 40))
    if status.budget is not None:
        parts.append(f"{text.number(status.budget.remaining, 0)} left")
    return " · ".join(parts)


def _chip_tooltip(condition: Condition, status: SourceStatus) -> str:
    lines = [f"{condition.name}: {condition.trust.value}"]
    if status.budget is not None:
        remaining, limit = (
            text.number(n, 0) for n in (status.budget.remaining, status.budget.limit)
        )
        lines.append(f"{remaining} of {limit} requests left")
    lines.extend(text.sentence(line) for line in (status.error, *status.warnings[:5]) if line)
    return "\n".join(lines)
