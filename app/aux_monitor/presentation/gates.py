"""The phase gates: a tile each, and a page that lists every target they count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from aux_monitor.domain.catalogue import Gate, GateId
from aux_monitor.domain.gates import Counted, GateState, Verdict, phase_span
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
    FactView,
    PartView,
)
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.prospect import iso_day
from aux_monitor.presentation.views import (
    BarView,
    FigureView,
    SectionView,
    TileView,
)
from aux_monitor.settings.language import tr, tr_noop, trn

TITLE = tr_noop("Phase gates")

COLUMNS = (tr_noop("Target"), tr_noop("Value"), tr_noop("Asks for"))

_SUBJECT = "gate:"
_NAMED_ON_TILE = 6
_DECIMALS = 3


def gate_subject(gate: GateId) -> MetricId:
    """Return the id under which a gate's tile and page are asked for; no metric can have it."""
    return MetricId(f"{_SUBJECT}{gate}")


def find_gate(picture: Picture, subject: MetricId) -> GateState | None:
    """Return the gate of a subject, None where the subject is no gate's."""
    return next((each for each in picture.gates if gate_subject(each.gate.id) == subject), None)


def gate_section(picture: Picture) -> SectionView | None:
    """Return the gates' section, None for a catalogue without gates."""
    if not picture.gates:
        return None
    tiles = tuple(gate_tile(state, picture) for state in picture.gates)
    return SectionView(tr(TITLE), "", tiles, Topic.BUSINESS)


def section_key(picture: Picture) -> object:
    """Return what the section is made of besides the time: no tile shows a target's own figure."""
    return tuple(
        (state.verdict, tuple((each.metric, each.met, each.figure.trust) for each in state.counted))
        for state in picture.gates
    )


def gate_tile(state: GateState, picture: Picture) -> TileView:
    """Return the tile of one gate; a gate not met is off target only once its phase has begun."""
    gate, word = state.gate, gate_word(state, picture)
    total = len(state.counted)
    missing = missing_words(state, picture)
    asked = tr("needs {needed}", needed=state.needed)
    return TileView(
        metric=gate_subject(gate.id),
        name=text.clean(tr(gate.name), 60),
        figure=FigureView(str(state.met), tr("of {total}", total=total)),
        level=gate_level(state, picture),
        trust=Trust.NO_DATA if state.verdict is Verdict.UNKNOWN else Trust.FRESH,
        word=word,
        foot=asked,
        age="",
        hint="",
        spark=(),
        spark_limit=None,
        bar=_bar(state),
        dimmed=False,
        pending=False,
        accessible=tr(
            "{name}, {met} of {total} targets met, {asked}, {word}{rest}",
            name=text.clean(tr(gate.name), 60),
            met=state.met,
            total=total,
            asked=asked,
            word=word,
            rest="".join(f", {said}" for said in _said_too(missing, picture)),
        ),
        tooltip=tooltip(state, picture),
        note=missing,
        demo=picture.state.demo,
    )


def _said_too(missing: str, picture: Picture) -> Iterable[str]:
    if missing:
        yield text.in_sentence(missing)
    if picture.state.demo:
        yield tr("demonstration")


def gate_level(state: GateState, picture: Picture) -> Level:
    """Return the level: what is not met before its phase begins is no fault of anybody."""
    match state.verdict:
        case Verdict.MET:
            return Level.ON_TARGET
        case Verdict.UNKNOWN:
            return Level.UNKNOWN
        case Verdict.NOT_MET:
            return Level.OFF_TARGET if _begun(state.gate, picture) else Level.UNKNOWN
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def gate_word(state: GateState, picture: Picture) -> str:
    """Return the verdict in a word."""
    if state.verdict is Verdict.NOT_MET and not _begun(state.gate, picture):
        return tr("not yet")
    return tr(state.verdict.value)


def missing_words(state: GateState, picture: Picture) -> str:
    """Return the first targets that a gate lacks, by name; nothing once it is met.

    What is measured and does not count comes before what nothing measures yet.
    """
    measured, unconnected = missing_names(state, picture)
    if measured:
        rest = [tr("{n} not connected", n=len(unconnected))] if unconnected else []
        return tr("Missing: {listed}", listed=_listed([*measured, *rest], len(rest)))
    return tr("Not connected: {listed}", listed=_listed(unconnected)) if unconnected else ""


def missing_names(state: GateState, picture: Picture) -> tuple[list[str], list[str]]:
    """Return the names of what a gate lacks: what is measured, and what is not connected."""
    names: tuple[list[str], list[str]] = ([], [])
    for each in state.missing if state.verdict is not Verdict.MET else ():
        names[each.figure.trust is Trust.NOT_CONNECTED].append(_name(each, picture))
    return names


def _listed(names: list[str], last: int = 0) -> str:
    """Return the first names, each unbroken, how many more there are, and the ``last`` ones."""
    head, tail = names[: len(names) - last], names[len(names) - last :]
    more = len(head) - _NAMED_ON_TILE
    shown = [*head[:_NAMED_ON_TILE], *([tr("{n} more", n=more)] if more > 0 else []), *tail]
    return ", ".join(map(text.unbroken, shown))


def tooltip(state: GateState, picture: Picture) -> str:
    """Return what stands behind the figure: the document's words, and all that is missing."""
    gate = state.gate
    lines = [f"{text.clean(gate.phase)}: {text.sentence(gate.condition)}", tally_text(state)]
    for title, names in zip(
        (tr("Missing"), tr("Not connected")), missing_names(state, picture), strict=True
    ):
        lines.extend([f"{title}: {', '.join(names)}."] if names else [])
    return "\n".join(lines)


def tally_text(state: GateState) -> str:
    """Return how many targets stand how: ``2 met, 3 fall short, 2 not connected``, a sentence."""
    below = sum(each.met is False for each in state.counted)
    short = trn("{n} falls short", "{n} fall short", below)
    words = [tr("{met} met", met=state.met), *([short] if below else [])]
    unknown = [each.figure.trust for each in state.counted if each.met is None]
    words += [f"{unknown.count(trust)} {_doubt(trust)}" for trust in dict.fromkeys(unknown)]
    return f"{', '.join(words)}."


def gate_detail(state: GateState, picture: Picture) -> DetailView:
    """Return a gate's page: its words, and every target it counts, those missing first."""
    met = tuple(each for each in state.counted if each.met)
    return DetailView(
        tile=gate_tile(state, picture),
        range=DetailRange.HOUR,
        plot=None,
        empty="",
        facts=_facts(state, picture),
        parts=tuple(_row(each, picture) for each in (*state.missing, *met)),
        parts_title=tr("Targets"),
        columns=(tr(COLUMNS[0]), tr(COLUMNS[1]), tr(COLUMNS[2])),
    )


def _facts(state: GateState, picture: Picture) -> tuple[FactView, ...]:
    gate = state.gate
    counts = trn(
        "{n} target due by the end of month {month}; {needed} of them are needed",
        "{n} targets due by the end of month {month}; {needed} of them are needed",
        len(state.counted),
        month=gate.to_month,
        needed=state.needed,
    )
    rows = (
        (tr("Phase"), text.clean(gate.phase)),
        (tr("Condition"), text.clean(gate.condition)),
        (tr("When"), _span_text(gate, picture)),
        (tr("Counts"), f"{counts}."),
        (tr("Now"), tally_text(state)),
        (tr("Rule"), tr("What is stale, thin or not connected is never counted as met.")),
    )
    return tuple(FactView(label, words) for label, words in rows)


def _span_text(gate: Gate, picture: Picture) -> str:
    start = picture.state.programme_start
    if start is None:
        return tr("Not dated: set the start of the programme under Settings.")
    since, until = phase_span(gate, start)
    return tr("from {since} to {until}", since=iso_day(since), until=iso_day(until))


def _row(each: Counted, picture: Picture) -> PartView:
    metric = picture.catalogue.metrics[each.metric]
    level = {True: Level.ON_TARGET, False: Level.OFF_TARGET, None: Level.UNKNOWN}[each.met]
    value = text.measured(each.figure.value, metric)
    shown = value if each.met is not None else _doubtful(each, value)
    asks = text.bound(each.limit, metric.unit, with_unit=True)
    return PartView(_name(each, picture), FigureView(shown), asks, level)


def _doubtful(each: Counted, value: str) -> str:
    word = _doubt(each.figure.trust)
    return word if each.figure.value is None else f"{value}, {word}"


def _doubt(trust: Trust) -> str:
    """Return why a figure is not counted; a fresh source without a value has no data."""
    return tr((Trust.NO_DATA if trust is Trust.FRESH else trust).value)


def _name(each: Counted, picture: Picture) -> str:
    return picture.metrics[each.metric].words.short_name


def _begun(gate: Gate, picture: Picture) -> bool:
    start = picture.state.programme_start
    return start is not None and picture.now >= phase_span(gate, start)[0]


def _bar(state: GateState) -> BarView | None:
    total = len(state.counted)
    if not total:
        return None
    return BarView(
        value=round(state.met / total, _DECIMALS),
        due=None,
        next_target=round(state.needed / total, _DECIMALS),
    )
