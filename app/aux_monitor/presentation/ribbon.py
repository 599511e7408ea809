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
from aux_monitor.settings.language import tr, tr_noop, trn

MOST_NAMED = 3
"""The headline names this many metrics and counts the rest."""

_COUNTED = (
    (Trust.CACHED, tr_noop("cached")),
    (Trust.STALE, tr_noop("stale")),
    (Trust.OFFLINE, tr_noop("offline")),
    (Trust.LEARNING, tr_noop("awaited")),
    (Trust.LOW_TRAFFIC, tr_noop("with low traffic")),
    (Trust.NO_DATA, tr_noop("without data")),
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
        count = len(breaches)
        n, worst = text.number(count, 0), named(breaches, names)
        return trn("{n} breach: {named}", "{n} breaches: {named}", count, n=n, named=worst)
    if standing.fault:
        return tr("Internal fault: what is shown may be wrong")
    if not picture.conditions:
        return tr("Nothing is connected")
    if standing.blind:
        return blindness(picture, standing)
    return _seeing_headline(standing, names)


def _seeing_headline(standing: Standing, names: Mapping[MetricId, str]) -> str:
    frozen = standing.groups[Group.FROZEN]
    if frozen:
        few = [text.in_sentence(names[judged.metric.id]) for judged in frozen[:MOST_NAMED]]
        return trn(
            "{n} alert still open, without a fresh figure: {named}",
            "{n} alerts still open, without a fresh figure: {named}",
            len(frozen),
            n=text.number(len(frozen), 0),
            named=listed(few, len(frozen)),
        )
    if standing.recovering:
        return tr("Recovering: {named}", named=named(standing.recovering, names))
    if standing.pending:
        return trn(
            "{n} alert pending: {named}",
            "{n} alerts pending: {named}",
            len(standing.pending),
            n=text.number(len(standing.pending), 0),
            named=named(standing.pending, names),
        )
    off_target = standing.groups[Group.OFF_TARGET]
    if off_target:
        said = named(off_target, names)
        return tr("{n} off target: {named}", n=text.number(len(off_target), 0), named=said)
    if standing.partial:
        return tr("{source}: not all of its data is here", source=standing.partial[0].name)
    doubtful = standing.groups[Group.DOUBTFUL]
    if doubtful:
        few = [text.in_sentence(names[judged.metric.id]) for judged in doubtful[:MOST_NAMED]]
        return f"{_doubt(doubtful)}: {listed(few, len(doubtful))}"
    return _calm_headline(standing)


def _doubt(doubtful: Sequence[Judged]) -> str:
    traffic = all(judged.trust is Trust.LOW_TRAFFIC for judged in doubtful)
    return tr("Low traffic, no judgement") if traffic else tr("Not all figures can be judged")


def _calm_headline(standing: Standing) -> str:
    count = len(standing.groups[Group.ON_TARGET])
    if count == 0:
        return tr("No metric can be judged yet")
    unjudged = standing.groups[Group.WITHOUT_LEVEL] or standing.groups[Group.WITHOUT_DATA]
    if unjudged:
        return trn(
            "{n} metric on target, none off target",
            "{n} metrics on target, none off target",
            count,
            n=text.number(count, 0),
        )
    if count == 1:
        return tr("The one connected metric is on target")
    return tr("All {n} connected metrics on target", n=text.number(count, 0))


def blindness(picture: Picture, standing: Standing) -> str:
    """Return what cannot be seen, and from when the figures below are."""
    frozen = standing.groups[Group.FROZEN]
    still = f"; {_still_open(len(frozen))}" if frozen else ""
    if all(condition.trust is Trust.OFFLINE for condition in standing.blind):
        whole = len(standing.blind) == len(picture.conditions)
        known = _known(standing.blind, "; ")
        said = (
            tr("Offline: no source can be reached from this computer")
            if whole
            else tr("Offline: no remote source can be reached from this computer")
        )
        return f"{said}{known}{still}"
    if len(standing.blind) > 1:
        return f"{_several(standing.blind, picture)}{still}"
    return f"{_one_blind(standing.blind[0], picture)}{still}"


def _several(conditions: Sequence[Condition], picture: Picture) -> str:
    if all(condition.trust is Trust.LEARNING for condition in conditions):
        return _waiting(conditions, picture)
    words = [silent_for(condition) for condition in conditions]
    known = _known(conditions, "; ")
    said = listed(words, len(words))
    return f"{tr('{n} sources silent: {named}', n=len(words), named=said)}{known}"


def silent_for(condition: Condition) -> str:
    """Return a source with how long it has been silent: ``Collector for 40 s``."""
    if not condition.age:
        return condition.name
    return tr("{source} for {age}", source=condition.name, age=condition.age)


def silence_of(condition: Condition) -> str:
    """Return in words that a source cannot be believed: ``Collector silent for 40 s``."""
    if condition.trust is Trust.OFFLINE:
        return tr("{source} offline", source=condition.name)
    if not condition.age:
        return tr("{source} has not answered yet", source=condition.name)
    return tr("{source} silent for {age}", source=condition.name, age=condition.age)


def _waiting(conditions: Sequence[Condition], picture: Picture) -> str:
    known = _known(conditions)
    if len(conditions) == len(picture.conditions):
        return f"{tr('Waiting for the first answer')}{known}"
    names = listed([condition.name for condition in conditions], len(conditions))
    return f"{tr('Waiting for the first answer of {sources}', sources=names)}{known}"


def _known(conditions: Sequence[Condition], joint: str = ": ") -> str:
    """Return from when the figures are that stand in for an answer, where any do."""
    since = {condition.known for condition in conditions if condition.known}
    if not since:
        return ""
    return f"{joint}{tr('figures cached {at}', at=', '.join(sorted(since)))}"


def _one_blind(condition: Condition, picture: Picture) -> str:
    if condition.trust is Trust.LEARNING:
        return _waiting([condition], picture)
    status = picture.state.sources[condition.source]
    if status.last_good_at is None:
        return f"{silence_of(condition)}{_known([condition])}"
    since = text.moment(status.last_good_at, picture.now, picture.zone)
    said = (
        tr("figures below are from {since}", since=since)
        if len(picture.conditions) == 1
        else tr("its figures are from {since}", since=since)
    )
    return f"{silence_of(condition)}: {said}"


def subline(picture: Picture, standing: Standing) -> str:
    """Return since when and after what, what a silent source said last, and the counts."""
    if not picture.conditions:
        return tr("Connect a session.log, a collector or a repository to see its figures")
    own = [tr(topic.value) for topic in picture.state.problems]
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
        release = after_release(picture.state.releases, first, tr("release "))
        yield f"{tr('since {at}', at=since)}{release}"


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
    yield from _count(len(groups[Group.OFF_TARGET]), tr("off target"))
    yield from _count(len(groups[Group.ON_TARGET]), tr("on target"))
    unsure = [*groups[Group.FROZEN], *groups[Group.DOUBTFUL], *groups[Group.WITHOUT_DATA]]
    for trust, words in _COUNTED:
        yield from _count(sum(judged.trust is trust for judged in unsure), tr(words))
    yield from _count(len(groups[Group.WITHOUT_LEVEL]), tr("without a level"))
    yield from _count(len(groups[Group.NOT_CONNECTED]), tr("not connected"))


def _count(count: int, words: str) -> Iterable[str]:
    if count:
        yield f"{text.number(count, 0)} {words}"


def _still_open(count: int) -> str:
    return trn("{n} alert still open", "{n} alerts still open", count, n=text.number(count, 0))


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
    return tr("{shown} and {n} more", shown=shown, n=more) if more > 0 else shown


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
    cached = f", {tr('cached {at}', at=condition.known)}" if condition.known else ""
    if condition.trust is Trust.LEARNING:
        return f"{tr('awaited')}{cached}" if cached else tr("awaiting an answer")
    if condition.trust is not Trust.FRESH:
        if condition.age:
            return f"{tr(condition.trust.value)}, {condition.age}"
        return f"{tr('no answer')}{cached}"
    parts = [tr("{age} ago", age=condition.age)]
    if status.summary:
        parts.append(text.clean(status.summary, 40))
    if status.budget is not None:
        parts.append(tr("{n} left", n=text.number(status.budget.remaining, 0)))
    return " · ".join(parts)


def _chip_tooltip(condition: Condition, status: SourceStatus) -> str:
    lines = [f"{condition.name}: {tr(condition.trust.value)}"]
    if status.budget is not None:
        remaining, limit = (
            text.number(n, 0) for n in (status.budget.remaining, status.budget.limit)
        )
        lines.append(tr("{n} of {limit} requests left", n=remaining, limit=limit))
    lines.extend(text.sentence(line) for line in (status.error, *status.warnings[:5]) if line)
    return "\n".join(lines)
