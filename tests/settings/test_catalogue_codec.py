"""Catalogue files and the user's overlay: what is merged, and the sentence for every fault."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Comparison, Growth, Limit, RuleId, Supply
from aux_monitor.domain.reading import MetricId, Unit
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError

LATENCY, STARS = MetricId("latency"), MetricId("stars")
SLOW = RuleId("slow")

METRIC_TEXT = """
[defaults]
category = 'Performance'
cadence = 'daily'
stage = 'target'

[metrics.latency]
name = 'Response time'
short_name = 'Response'
definition = 'Mean execution time.'
unit = 'ms'
direction = 'lower'
target = '< 150'
alert = '> 300'
measurement = 'APM tools'
"""

STARS_TEXT = """
[metrics.stars]
name = 'Stars'
short_name = 'Stars'
definition = 'Stars now.'
category = 'Developer engagement'
cadence = 'monthly'
stage = 'target'
direction = 'higher'
dated = { 6 = '>= 1000', 12 = '>= 5000' }
measurement = 'GitHub'
"""

RULE_TEXT = """
[rules.slow]
name = 'Response time'
metrics = ['latency']
condition = 'Response time >300ms'
action = 'Engineering investigation'
notify = true
severity = 'warning'
input = 'value'
fire = '> 300'
clear = '< 270'
hold_s = 180
clear_hold_s = 300
keep_firing_s = 600
gap_s = 90
minimum_sample = 0
"""

GATE_TEXT = """
[gates.half]
name = 'Half of it'
phase = 'Phase 2: Growth (Months 4-9)'
condition = '50% of adoption targets met'
share = 0.5
from_month = 4
to_month = 9
categories = ['Developer engagement']
metrics = ['latency']
"""

FILES = (
    TomlText("catalogue/performance.toml", METRIC_TEXT),
    TomlText("catalogue/engagement.toml", STARS_TEXT),
    TomlText("catalogue/triggers.toml", RULE_TEXT),
    TomlText("catalogue/gates.toml", GATE_TEXT),
)


def overlaid(text: str) -> TomlText:
    """Return a user's overlay."""
    return TomlText("kpis.toml", text)


def complaint(text: str, old: str, new: str) -> str:
    """Return the error of the files with one line of one of them changed."""
    changed = tuple(
        TomlText(one.file, one.text.replace(old, new)) if one.text == text else one for one in FILES
    )
    assert changed != FILES, "the test changed nothing"
    with pytest.raises(SettingsError) as caught:
        decode_catalogue(changed)
    return str(caught.value)


def overlay_complaint(text: str) -> str:
    """Return the error of an overlay."""
    with pytest.raises(SettingsError) as caught:
        decode_catalogue(FILES, overlaid(text))
    return str(caught.value)


def test_entries_keep_the_order_of_files_and_tables() -> None:
    """The catalogue stands in the order in which it is written."""
    assert list(decode_catalogue(FILES).metrics) == [LATENCY, STARS]
    assert list(decode_catalogue(tuple(reversed(FILES))).metrics) == [STARS, LATENCY]


def test_what_is_left_out_has_its_default() -> None:
    """A count without decimals, without source, window or minimum, growing evenly."""
    stars = decode_catalogue(FILES).metrics[STARS]
    assert (stars.unit, stars.decimals, stars.supply) == (Unit.COUNT, 0, Supply.NONE)
    assert (stars.window_s, stars.minimum_sample, stars.growth) == (None, 0, Growth.LINEAR)
    assert (stars.target, stars.alert, stars.document, stars.parts_of) == (None, None, "", None)


def test_a_file_s_defaults_stand_under_its_own_metrics_alone() -> None:
    """They fill what a metric leaves out, yield to what it says, and end with their file."""
    said = METRIC_TEXT.replace("unit = 'ms'", "unit = 'ms'\ncadence = 'weekly'")
    files = (TomlText("a.toml", said), *FILES[1:])
    metrics = decode_catalogue(files).metrics
    assert metrics[LATENCY].category.value == "Performance"
    assert metrics[LATENCY].cadence.value == "weekly"
    assert metrics[STARS].cadence.value == "monthly"


class TestOverlay:
    """A user's own file over the shipped ones."""

    def test_one_field_changes_and_the_others_stay(self) -> None:
        """The overlay is merged field by field."""
        before = decode_catalogue(FILES).metrics[LATENCY]
        after = decode_catalogue(FILES, overlaid("[metrics.latency]\ntarget = '< 200'"))
        assert after.metrics[LATENCY].target == Limit(Comparison.LESS, 200)
        assert after.metrics[LATENCY].alert == before.alert
        assert after.metrics[LATENCY].category is before.category

    def test_one_date_of_several_changes(self) -> None:
        """Inside a table, too, only what is named changes."""
        after = decode_catalogue(FILES, overlaid("[metrics.stars.dated]\n12 = '>= 9000'"))
        assert [t.limit.value for t in after.metrics[STARS].dated] == [1000, 9000]

    def test_a_rule_may_be_made_more_patient(self) -> None:
        """Rules are overlaid like metrics."""
        after = decode_catalogue(FILES, overlaid("[rules.slow]\nhold_s = 600"))
        assert after.rules[SLOW].hold_s == 600
        assert after.rules[SLOW].clear_hold_s == 300

    def test_a_metric_of_one_s_own_is_added_at_the_end(self) -> None:
        """An entry with all its fields is new."""
        own = STARS_TEXT.replace("stars", "forks").replace("Stars", "Forks")
        assert list(decode_catalogue(FILES, overlaid(own)).metrics)[-1] == "forks"

    def test_the_order_stays_the_shipped_one(self) -> None:
        """Changing a metric does not move it."""
        after = decode_catalogue(FILES, overlaid("[metrics.latency]\ndecimals = 1"))
        assert list(after.metrics) == [LATENCY, STARS]

    def test_a_misspelt_name_is_not_taken_for_a_new_metric(self) -> None:
        """An incomplete entry of unknown name says which field it lacks, and of which entry."""
        text = overlay_complaint("[metrics.latensy]\ntarget = '< 200'")
        assert text == (
            "kpis.toml: latensy: there is nothing of that name to change, "
            "and for a new entry field 'name' is missing"
        )

    def test_an_overlay_has_no_defaults(self) -> None:
        """They would change what they do not name."""
        assert overlay_complaint("[defaults]\ndecimals = 1") == (
            "kpis.toml: unknown field 'defaults'"
        )

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("[metrics.latency]\ntarget = 200", "latency.target: expected str | null, got int"),
            (
                "[metrics.latency]\ntarget = '> 200'",
                "latency.target: the operator is contrary to direction 'lower'",
            ),
            ("[rules.slow]\nclear = '< 301'", "slow.clear: '< 301' must lie on the other side"),
        ],
    )
    def test_the_overlay_answers_for_what_it_made_wrong(self, text: str, sentence: str) -> None:
        """The error names the user's file, not the shipped one."""
        assert overlay_complaint(text).startswith(f"kpis.toml: {sentence}")


METRIC_FAULTS = {
    "target = '< 150'|tresholds = '< 150'": "latency: unknown field 'tresholds'",
    "unit = 'ms'|unit = 'sec'": "latency.unit: invalid enum value 'sec' (one of: ms, min, h, ",
    "direction = 'lower'|direction = 'down'": (
        "latency.direction: invalid enum value 'down' (one of: higher, lower)"
    ),
    "name = 'Response time'|name = 7": "latency.name: expected str, got int",
    "short_name = 'Response'|short_name = 'A name of 23 letters xx'": (
        "latency.short_name: expected str of length <= 22"
    ),
    "definition = 'Mean execution time.'|": "latency: field 'definition' is missing",
    "unit = 'ms'|decimals = 7": "latency.decimals: expected int <= 6",
    "unit = 'ms'|minimum_sample = -1": "latency.minimum_sample: expected int >= 0",
    "unit = 'ms'|window_s = 0": "latency.window_s: expected float > 0.0",
    "unit = 'ms'|window_s = nan": "latency.window_s: expected float > 0.0",
    "unit = 'ms'|definition_version = 0": "latency.definition_version: expected int >= 1",
    "target = '< 150'|target = '150'": (
        "latency.target: '150' is not an operator and a number, such as '> 95'"
    ),
    "target = '< 150'|target = '< inf'": "latency.target: '< inf' is not an operator and a number",
    "target = '< 150'|target = '= 150'": "latency.target: '= 150' is not an operator",
    "target = '< 150'|target = '> 150'": (
        "latency.target: the operator is contrary to direction 'lower'"
    ),
    "alert = '> 300'|alert = '< 300'": (
        "latency.alert: the operator is contrary to direction 'lower'"
    ),
    "alert = '> 300'|alert = '> 149'": (
        "latency.alert: a value could be on target and in breach at once"
    ),
    "unit = 'ms'|parts_of = 'nothing'": "latency.parts_of: there is no metric 'nothing'",
    "[defaults]|[defaults]\ncolour = 'red'": "defaults: unknown field 'colour'",
    "[metrics.latency]|[metrics.Latency]": "Latency: a name is made of small letters, digits",
    "[metrics.latency]|[metric.latency]": "unknown field 'metric'",
    "[metrics.latency]|[metrics.latency]\n[metrics.latency]": "not valid TOML: Cannot declare",
    "[defaults]|metrics = 5\n[defaults]": "not valid TOML: Cannot",
    "[defaults]|rules = 5\n[defaults]": "rules: expected a table, got int",
    "[defaults]|= 5": "not valid TOML: Invalid statement (at line 2, column 1)",
}

STARS_FAULTS = {
    "12 = '>= 5000'|3 = '>= 5000'": "stars.dated: targets must stand in the order of their months",
    "12 = '>= 5000'|12 = '>= 500'": (
        "stars.dated: a later target must not ask for less than the one before"
    ),
    "12 = '>= 5000'|12 = '> 5000'": "stars.dated: targets must have one operator",
    "12 = '>= 5000'|12 = '< 5000'": (
        "stars.dated.12: the operator is contrary to direction 'higher'"
    ),
    "12 = '>= 5000'|12 = 5000": "stars.dated.12: '5000' is not an operator and a number",
    "12 = '>= 5000'|year = '>= 5000'": "stars.dated: 'year' is not a number of months",
    "12 = '>= 5000'|0 = '>= 5000'": "stars.dated: '0' is not a number of months",
    "measurement = 'GitHub'|measurement = 'GitHub'\nbaseline = 1001": (
        "stars.baseline: the path would begin past its first target"
    ),
    "measurement = 'GitHub'|measurement = 'GitHub'\ngrowth = 'fast'": (
        "stars.growth: invalid enum value 'fast' (one of: linear, exponential)"
    ),
}

RULE_FAULTS = {
    "metrics = ['latency']|metrics = ['latensy']": "slow.metrics: there is no metric 'latensy'",
    "metrics = ['latency']|metrics = []": "slow.metrics: expected a list of length >= 1",
    "metrics = ['latency']|metrics = ['latency', 3]": "slow.metrics[1]: expected str, got int",
    "metrics = ['latency']|metrics = ['latency', 'latency']": (
        "slow.metrics: a metric is named twice"
    ),
    "input = 'value'|input = 'pace_ratio'": (
        "slow.metrics: 'latency' has no dated targets to keep pace with"
    ),
    "clear = '< 270'|clear = '> 270'": "slow.clear: '> 270' must lie on the other side of '> 300'",
    "clear = '< 270'|clear = '< 310'": "slow.clear: '< 310' must lie on the other side of '> 300'",
    "fire = '> 300'|fire = '300'": "slow.fire: '300' is not an operator and a number",
    "hold_s = 180|hold_s = -1": "slow.hold_s: expected float >= 0.0",
    "gap_s = 90|gap_s = 0": "slow.gap_s: expected float > 0.0",
    "notify = true|notify = 'yes'": "slow.notify: expected bool, got str",
    "[rules.slow]|[rules.'slow?']": "slow?: a name is made of small letters, digits",
    "action = 'Engineering investigation'|": "slow: field 'action' is missing",
}


def cases(faults: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (line, line put in its place, beginning of the sentence)."""
    return [(*change.split("|"), sentence) for change, sentence in faults.items()]  # type: ignore[misc]  # each holds one bar


@pytest.mark.parametrize(("old", "new", "sentence"), cases(METRIC_FAULTS))
def test_a_fault_in_a_metric_names_file_entry_and_field(old: str, new: str, sentence: str) -> None:
    """Every error is one sentence that says where to look."""
    text = complaint(METRIC_TEXT, old, new)
    assert text.startswith(f"catalogue/performance.toml: {sentence}")
    assert "\n" not in text


@pytest.mark.parametrize(("old", "new", "sentence"), cases(STARS_FAULTS))
def test_a_fault_in_dated_targets_names_the_date(old: str, new: str, sentence: str) -> None:
    """Dated targets are in order, of one operator, and rise toward what is better."""
    text = complaint(STARS_TEXT, old, new)
    assert text.startswith(f"catalogue/engagement.toml: {sentence}")


@pytest.mark.parametrize(("old", "new", "sentence"), cases(RULE_FAULTS))
def test_a_fault_in_a_rule_names_file_entry_and_field(old: str, new: str, sentence: str) -> None:
    """Rules are checked like metrics, and against them."""
    text = complaint(RULE_TEXT, old, new)
    assert text.startswith(f"catalogue/triggers.toml: {sentence}")


def test_falling_dated_targets_must_fall() -> None:
    """Where lower is better, a later target may not be higher."""
    falling = STARS_TEXT.replace("higher", "lower").replace(">=", "<=")
    with pytest.raises(SettingsError, match="a later target must not ask for less"):
        decode_catalogue((TomlText("a.toml", falling),))
    right = falling.replace("5000", "500")
    assert decode_catalogue((TomlText("a.toml", right),)).metrics[STARS].dated


def test_an_entry_in_two_files_is_told_with_both() -> None:
    """The error names the second file and the first."""
    twice = (*FILES, TomlText("catalogue/more.toml", STARS_TEXT))
    with pytest.raises(SettingsError) as caught:
        decode_catalogue(twice)
    assert str(caught.value) == (
        "catalogue/more.toml: stars: stands in catalogue/engagement.toml already"
    )


@pytest.mark.parametrize(
    ("fire", "clear", "fits"),
    [
        ("> 300", "< 300", True),
        ("> 300", "<= 300", True),
        (">= 300", "< 300", True),
        (">= 300", "<= 300", False),
        ("< 90", "> 92", True),
        ("< 90", "> 88", False),
        ("<= 90", ">= 90", False),
    ],
)
def test_no_value_may_fire_and_clear_at_once(fire: str, clear: str, *, fits: bool) -> None:
    """The limits may touch, but not where both would take the same value."""
    changed = overlaid(f"[rules.slow]\nfire = '{fire}'\nclear = '{clear}'")
    if fits:
        assert decode_catalogue(FILES, changed).rules[SLOW].clear is not None
    else:
        with pytest.raises(SettingsError, match="must lie on the other side"):
            decode_catalogue(FILES, changed)


def test_an_error_is_short_and_on_one_line_whatever_it_quotes() -> None:
    """A file from outside cannot fill the window through an error."""
    long = overlay_complaint(f'[metrics.latency]\ntarget = "{"x" * 5000}"')
    assert len(long) < 500
    strange = overlay_complaint('[metrics.latency]\n"a\\nb\\u202e" = 1')
    assert strange == "kpis.toml: latency: unknown field 'a?b?'"


def test_toml_nested_without_end_is_refused_in_a_sentence() -> None:
    """Depth that the parser cannot follow is an error like another."""
    assert overlay_complaint(f"a = {'[' * 20_000}").startswith("kpis.toml: not valid TOML")


def test_the_shipped_catalogue_cannot_be_changed_in_memory() -> None:
    """It is handed out to everybody, so nobody can write to it."""
    with pytest.raises(TypeError):
        load_catalogue().metrics[LATENCY] = None  # type: ignore[index]  # the point
