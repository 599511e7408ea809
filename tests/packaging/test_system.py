"""Which Debian packages are missing."""

from __future__ import annotations

from devtool.system import installed_names, last_complaint, missing

LISTING = (
    "installed\txvfb\txserver\n"
    "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84.4-3)\n"
    "config-files\tdunst\tnotification-daemon\n"
    "installed\txauth\t\n"
)


def test_a_package_that_was_removed_is_missing() -> None:
    """A package of which only its configuration is left counts as missing."""
    assert missing(("xvfb", "dunst", "xauth"), installed_names(LISTING)) == ("dunst",)


def test_a_renamed_package_is_there_under_its_old_name() -> None:
    """What an installed package provides is not asked for again."""
    assert missing(("libglib2.0-0",), installed_names(LISTING)) == ()


def test_an_empty_listing_misses_everything() -> None:
    """Where nothing is installed everything is missing, in the order it was asked for."""
    assert missing(("xvfb", "dunst"), installed_names("")) == ("xvfb", "dunst")


def test_the_complaint_is_the_last_error_and_not_the_last_line() -> None:
    """One sentence is told of a long output: its last error."""
    output = "Reading lists\nE: Unable to locate package abc.\nDone\n"
    assert last_complaint(output) == "E: Unable to locate package abc"
    assert last_complaint("only this\n\n") == "only this"
    assert last_complaint("") == "no reason was given"
