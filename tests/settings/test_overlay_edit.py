"""A rule changed in a person's own file: what they wrote stays."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.tuning import Tuning
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.overlay_edit import Fields, edit_rule, number_text, tuning_fields
from tests.domain.building import above, below

RULE = RuleId("response_time")
CHANGE: Fields = {"fire": "> 350", "clear": None, "hold_s": 240.0}

OWN = """\
# ours since March

[metrics.response_time_avg]
target = '< 120'   # agreed with the team

[rules.response_time]  # slow disks
# 320 was too loud
fire = '> 320' # ms
clear = '< 300'
notify = true

[rules.success_rate]
fire = '< 85'
"""

EDITED = """\
# ours since March

[metrics.response_time_avg]
target = '< 120'   # agreed with the team

[rules.response_time]  # slow disks
# 320 was too loud
fire = '> 350' # ms
notify = true
hold_s = 240

[rules.success_rate]
fire = '< 85'
"""


def edited(text: str, fields: Fields = CHANGE) -> str:
    """Return an overlay's text with the rule changed."""
    return edit_rule(TomlText("own.toml", text), RULE, fields)


def test_comments_order_and_everything_else_stay() -> None:
    """Only the lines of the changed fields are others, or gone."""
    assert edited(OWN) == EDITED


def test_a_rule_that_is_new_to_the_file_gets_a_table_at_its_end() -> None:
    """An empty file gets just the table; what stands before it is left alone."""
    table = "[rules.response_time]\nfire = '> 350'\nhold_s = 240\n"
    assert edited("") == table
    assert edited("[rules.churn]\nfire = '> 12'") == f"[rules.churn]\nfire = '> 12'\n\n{table}"


def test_a_table_that_says_nothing_any_more_goes() -> None:
    """A comment in it is kept, with its heading."""
    away: Fields = {"fire": None}
    table = "[rules.response_time]\nfire = '> 320'\n"
    assert edited(f"# mine\n{table}", away) == "# mine\n"
    assert edited(f"{table}# why\n", away) == "[rules.response_time]\n# why\n"
    assert edited("# mine\n", away) == "# mine\n"


@pytest.mark.parametrize(
    "text",
    [
        "rules.response_time.fire = '> 320'\n",
        "[rules]\nresponse_time = { fire = '> 320', notify = true }\n",
        "[rules.'response_time']\nfire = '> 320'\n",
        "[rules.response_time]\nfire = '''> 320'''\nnotify = true\n",
        "[rules.churn]\naction = '''\n[rules.response_time]\nfire = 3\n'''\n",
    ],
)
def test_other_ways_of_writing_a_table_are_written_anew(text: str) -> None:
    """Where lines cannot be edited the values all stay, and the change is made."""
    before, after = tomllib.loads(text), tomllib.loads(edited(text))
    rules = before["rules"]
    kept = {k: v for k, v in rules.get("response_time", {}).items() if k not in CHANGE}
    wanted = {**kept, "fire": "> 350", "hold_s": 240}
    assert after == {"rules": {**rules, "response_time": wanted}}


def test_a_text_that_is_no_toml_is_not_touched() -> None:
    """The fault is told with its place."""
    with pytest.raises(SettingsError, match=r"own\.toml: not valid TOML"):
        edited("[rules")


levels = st.floats(-1e9, 1e9).map(lambda value: round(value, 6))


@given(levels, st.sampled_from([OWN, "", "rules.response_time.fire = '> 1'\n"]))
def test_any_number_is_read_back_as_it_was_written(level: float, text: str) -> None:
    """No level is written in a way the catalogue does not read."""
    fields: Fields = {"fire": f"> {number_text(level)}"}
    read = tomllib.loads(edited(text, fields))["rules"]["response_time"]["fire"]
    assert float(read.removeprefix("> ")) == level
    assert "e" not in read


def test_what_is_as_shipped_is_not_written() -> None:
    """A rule that is shipped keeps only its differences; a person's own rule keeps all."""
    shipped = Tuning(above(300), below(270), 180)
    changed = Tuning(above(300.5), below(270), 180)
    assert tuning_fields(changed, shipped) == {"fire": "> 300.5", "clear": None, "hold_s": None}
    assert tuning_fields(None, shipped) == {"fire": None, "clear": None, "hold_s": None}
    assert tuning_fields(changed, None) == {"fire": "> 300.5", "clear": "< 270", "hold_s": 180}
    assert tuning_fields(None, None) == {}
