"""When a window can be shown."""

from __future__ import annotations

import pytest

from devtool.launching import has_display, names_subcommand


@pytest.mark.parametrize(
    ("platform", "env", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_known_by_its_environment(
    platform: str, env: dict[str, str], *, shown: bool
) -> None:
    """Only Linux can lack a display, and a platform chosen by hand is trusted."""
    assert has_display(platform, env) is shown


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], False),
        (["--watch", "session.log"], False),
        (["check", "--json"], True),
        (["collector", "serve"], True),
        (["--version"], True),
    ],
)
def test_a_subcommand_needs_no_display(arguments: list[str], *, named: bool) -> None:
    """What asks for no window is not turned into a snapshot."""
    assert names_subcommand(arguments) is named
