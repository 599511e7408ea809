"""Figures, times and words from outside, as the plain text that the views carry.

Words and separators are those of the chosen language, whatever the system's locale; a figure's
number of decimals never changes.
"""

from __future__ import annotations

import math
import unicodedata
from datetime import date, datetime, time, tzinfo

from aux_monitor.domain.catalogue import Comparison, DatedTarget, Limit, Metric
from aux_monitor.domain.reading import Unit
from aux_monitor.presentation.views import FigureView
from aux_monitor.settings.language import separators, tr, tr_noop, trn

NO_FIGURE = "—"
"""Stands where there is no value."""

_MINUS = "\u2212"
"""As wide as a figure, so that a column of figures stays straight."""

LONGEST = 240
"""No text from outside is shown with more characters than this, unless a caller says so."""

_WEEKDAYS = tr_noop("Mon Tue Wed Thu Fri Sat Sun")
_MONTHS = tr_noop("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_NUMBERS = tr_noop("no one two three four five six seven eight nine ten eleven twelve")
_SMALL = tr_noop("names are small inside a sentence")
"""A language says here whether they are: one that translates it keeps them as they are."""

_SUFFIXES = frozenset({Unit.RATIO, Unit.SCORE})
_PROPER = frozenset({"Discord"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86_400.0
_DAYS_OF_ONE_YEAR = 300
_COMPACT_FROM = 10_000
_SHORTENED = ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"))


def clean(text: str, limit: int = LONGEST) -> str:
    """Return text from outside as one bounded line of printable characters.

    White space of every kind becomes single blanks; control, format (bidirectional overrides,
    zero-width), surrogate and unassigned characters are dropped; what is cut off ends in "…".
    """
    if text.isprintable() and "  " not in text:
        line = text.strip()
    else:
        line = " ".join("".join(map(_printable, text[: 4 * limit])).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r\v\f" or category in _SPACES:
        return " "
    return "" if category.startswith("C") else character


def figure(value: float | None, unit: Unit, decimals: int) -> FigureView:
    """Return a value as a big figure; counts from 10,000 on are given in k, M or G."""
    if value is None or not math.isfinite(value):
        return FigureView(NO_FIGURE)
    if unit is Unit.COUNT and abs(value) >= _COMPACT_FROM:
        scale, mark = _scale_of(value)
        return FigureView(number(value / scale, 1 if mark == "k" else 2), mark)
    return FigureView(number(value, decimals), tr(unit.value))


def _scale_of(value: float) -> tuple[int, str]:
    """Return the divisor and its mark; what would round up to 1,000 k is given in M."""
    return next(pair for pair in _SHORTENED if abs(value) * 1.00005 >= pair[0])


def number(value: float, decimals: int) -> str:
    """Return a finite number with fixed decimals and the language's separators: ``1,090.5``."""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in text for digit in "123456789")
    exchanged = separators()
    if exchanged:
        text = text.translate(exchanged)
    return f"{_MINUS}{text}" if negative else text


def plain(value: float) -> str:
    """Return a finite value with all its digits and nothing else: ``1090.5``, ``812``, ``-3``."""
    return str(int(value)) if value.is_integer() else f"{value:.9f}".rstrip("0")


def amount(value: float | None, unit: Unit, decimals: int) -> str:
    """Return a value with its unit as it stands in a sentence: ``88.6 %``, ``11.8:1``."""
    return spelled(figure(value, unit, decimals), unit)


def spelled(shown: FigureView, unit: Unit) -> str:
    """Return a figure as it stands in a sentence."""
    if not shown.unit:
        return shown.text
    return f"{shown.text}{'' if unit in _SUFFIXES else ' '}{shown.unit}"


def measured(value: float | None, metric: Metric) -> str:
    """Return a value of this metric as it stands in a sentence."""
    return amount(value, metric.unit, metric.decimals)


def short_number(value: float) -> str:
    """Return a limit without superfluous digits: ``150``, ``99.9``, ``3,870``, ``100 k``."""
    if abs(value) >= _COMPACT_FROM:
        scale, mark = _scale_of(value)
        return f"{_trimmed(value / scale, 1)} {mark}"
    return _trimmed(value, 2)


def _trimmed(value: float, decimals: int) -> str:
    fewest = next(few for few in range(decimals + 1) if _same(value, few, decimals))
    return number(value, fewest)


def _same(value: float, few: int, decimals: int) -> bool:
    """Return whether ``few`` decimals say as much of a value as ``decimals`` do."""
    return few == decimals or float(f"{value:.{few}f}") == float(f"{value:.{decimals}f}")


def limit_amount(value: float, unit: Unit) -> str:
    """Return a limit with its unit as it stands in a sentence: ``90 %``, ``10:1``."""
    text = short_number(value)
    if not unit.value:
        return text
    return f"{text}{'' if unit in _SUFFIXES else ' '}{tr(unit.value)}"


_SIGNS = {
    Comparison.LESS: "<",
    Comparison.GREATER: ">",
    Comparison.AT_LEAST: "≥",
    Comparison.AT_MOST: "≤",
}


def bound(limit: Limit, unit: Unit, *, with_unit: bool) -> str:
    """Return a limit with its operator: ``< 150``, ``> 10:1``, ``0`` for "at most none"."""
    shown = with_unit or unit in _SUFFIXES
    text = limit_amount(limit.value, unit) if shown else short_number(limit.value)
    if limit == Limit(Comparison.AT_MOST, 0.0):
        return text
    return f"{_SIGNS[limit.comparison]} {text}"


def limits_text(metric: Metric, *, with_unit: bool) -> str:
    """Return the undated target and the alert at a tile's foot: ``target < 5 · alert > 10``."""
    named = ((tr_noop("target {limit}"), metric.target), (tr_noop("alert {limit}"), metric.alert))
    return " · ".join(
        tr(name, limit=bound(limit, metric.unit, with_unit=with_unit))
        for name, limit in named
        if limit is not None
    )


def dated_text(metric: Metric, due: float | None, months: int) -> str:
    """Return the dated target that is due after ``months``, and today's point on the way to it.

    Without a ``due`` every dated target is named.
    """
    if due is None:
        return " · ".join(_dated_text(target) for target in metric.dated)
    ahead = [_dated_text(target) for target in metric.dated if target.months == months]
    due_today = tr("due {value}", value=short_number(whole(due, metric.decimals)))
    return " · ".join([*ahead, due_today])


_SPOKEN = {
    Comparison.LESS: tr_noop("target below {limit}"),
    Comparison.GREATER: tr_noop("target above {limit}"),
    Comparison.AT_LEAST: tr_noop("target at least {limit}"),
    Comparison.AT_MOST: tr_noop("target at most {limit}"),
}


def spoken_target(metric: Metric) -> str:
    """Return the undated target for a screen reader, empty where there is none."""
    if metric.target is None:
        return ""
    limit = limit_amount(metric.target.value, metric.unit)
    return tr(_SPOKEN[metric.target.comparison], limit=limit)


def _dated_text(target: DatedTarget) -> str:
    value = short_number(target.limit.value)
    return tr("{months} mo {value}", months=target.months, value=value)


def whole(value: float, decimals: int) -> float:
    """Return a point on a path rounded to the decimals of its metric."""
    return round(value, decimals)


def age(seconds: float) -> str:
    """Return how old something is, in one unit: ``1 s``, ``4 min``, ``6 h``, ``2 d``."""
    for size, unit in ((_DAY_S, tr_noop("d")), (_HOUR_S, "h"), (_MINUTE_S, "min")):
        if seconds >= size:
            return f"{number(seconds // size, 0)} {tr(unit)}"
    return f"{max(1, int(seconds))} s"


def age_step(seconds: float) -> float:
    """Return how many seconds later ``age`` of something this old reads differently."""
    for size in (_DAY_S, _HOUR_S, _MINUTE_S):
        if seconds >= size:
            return size - seconds % size
    return 1.0 - max(seconds, 0.0) % 1.0


def duration(seconds: float) -> str:
    """Return how long something took, in one or two units: ``14 min``, ``1 h 20 min``."""
    whole_s = max(0, int(seconds))
    if whole_s < _MINUTE_S:
        return f"{whole_s} s"
    minutes = whole_s // 60
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    if hours < 48:
        return _two_units(hours, "h", minutes % 60, "min")
    return _two_units(hours // 24, tr("d"), hours % 24, "h")


def _two_units(large: int, large_unit: str, small: int, small_unit: str) -> str:
    text = f"{large} {large_unit}"
    return f"{text} {small} {small_unit}" if small else text


def hold(seconds: float) -> str:
    """Return a configured span exactly: ``90 s``, ``5 min``, ``1 h 30 min``."""
    return f"{seconds:.0f} s" if seconds % _MINUTE_S else duration(seconds)


def countdown(seconds: float) -> str:
    """Return the time left as minutes and seconds, begun seconds counted: ``1:20``."""
    left = max(0, math.ceil(seconds))
    if left >= _HOUR_S:
        return duration(left)
    return f"{left // 60}:{left % 60:02d}"


def in_words(seconds: float) -> str:
    """Return a span of minutes in words up to twelve: ``four minutes``, ``25 minutes``."""
    minutes = round(seconds / _MINUTE_S)
    if minutes < 1:
        return tr("less than a minute")
    return trn("{n} minute", "{n} minutes", minutes, n=in_numbers(minutes))


def in_numbers(count: int) -> str:
    """Return a count up to twelve as a word: ``four``, ``25``."""
    words = tr(_NUMBERS).split()
    return words[count] if count < len(words) else str(count)


def clock(at: float, zone: tzinfo) -> str:
    """Return the local time of day: ``14:02``."""
    return f"{datetime.fromtimestamp(at, zone):%H:%M}"


def day(at: float, zone: tzinfo) -> str:
    """Return the local date with its weekday: ``Mon 23 Nov``."""
    local = datetime.fromtimestamp(at, zone)
    return f"{weekday(local)} {day_of_month(local)}"


def weekday(local: date) -> str:
    """Return the weekday of a date: ``Fri``."""
    return tr(_WEEKDAYS).split()[local.weekday()]


def day_of_month(local: date) -> str:
    """Return the day and month of a date: ``30 Nov``."""
    return tr("{day} {month}", day=local.day, month=month_name(local.month))


def day_start(at: float, zone: tzinfo) -> float:
    """Return the POSIX time of the last local midnight."""
    return datetime.combine(datetime.fromtimestamp(at, zone), time.min, zone).timestamp()


def month_name(month: int) -> str:
    """Return what a month of the year is called, 1 to 12: ``Nov``."""
    return tr(_MONTHS).split()[month - 1]


def moment(at: float, now: float, zone: tzinfo) -> str:
    """Return a past time as a person would say it: ``14:02`` today, else ``22 Nov 14:02``."""
    then = datetime.fromtimestamp(at, zone)
    if then.date() == datetime.fromtimestamp(now, zone).date():
        return clock(at, zone)
    return f"{day_of_month(then)} {clock(at, zone)}"


def known_since(at: float, now: float, zone: tzinfo) -> str:
    """Return when an old figure was taken, in few words: ``14:02`` today, else ``22 Nov``.

    The year is told as soon as the day alone could be this year's.
    """
    then, today = (datetime.fromtimestamp(each, zone).date() for each in (at, now))
    if then == today:
        return clock(at, zone)
    day = day_of_month(then)
    return day if (today - then).days < _DAYS_OF_ONE_YEAR else f"{day} {then.year}"


def in_sentence(name: str) -> str:
    """Return a metric's name as it stands inside a sentence: its first letter small.

    A first word that is an abbreviation or spelt with inner capitals (``P95``, ``GitHub``) stays,
    and every name in a language whose nouns are written large.
    """
    if tr(_SMALL) != _SMALL:
        return name
    first = name.partition(" ")[0]
    small = first[1:].islower() and first not in _PROPER
    return name[:1].lower() + name[1:] if small else name


def sentence(text: str) -> str:
    """Return text from outside, cleaned, ending in a full stop; empty stays empty."""
    line = clean(text)
    return line if not line or line[-1] in ".!?…" else f"{line}."


def unbroken(text: str) -> str:
    """Return words that stay in one line where a tile breaks its note."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: ``1 breach``, ``2 breaches``."""
    return f"{number(count, 0)} {trn(one, many, count)}"
