"""The files shipped with the program, and the user's overlay beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.adapters.resources import (
    LONGEST_FILE,
    find_resources,
    load_catalogue,
    read_text,
    resource_root,
)
from aux_monitor.domain.catalogue import Comparison, Limit
from aux_monitor.domain.reading import MetricId
from aux_monitor.settings.errors import SettingsError
from tests.adapters.unprivileged import unprivileged

LATENCY = MetricId("response_time_avg")


def test_the_source_tree_holds_its_resources_at_the_top() -> None:
    """Catalogue and fonts are found without an installation."""
    assert (resource_root() / "catalogue" / "triggers.toml").is_file()
    assert (resource_root() / "fonts").is_dir()


def test_an_installed_package_holds_its_own(tmp_path: Path) -> None:
    """What was installed wins over whatever lies beside the installation."""
    package = tmp_path / "site-packages" / "aux_monitor"
    (package / "resources" / "catalogue").mkdir(parents=True)
    (tmp_path / "resources" / "catalogue").mkdir(parents=True)
    assert find_resources(package) == package / "resources"


def test_a_broken_installation_says_so(tmp_path: Path) -> None:
    """Without resources there is one sentence, naming the place."""
    with pytest.raises(SettingsError, match=r"aux_monitor/resources: .* install it again"):
        find_resources(tmp_path / "app" / "aux_monitor")


def test_an_overlay_is_laid_over_the_shipped_catalogue(tmp_path: Path) -> None:
    """The user's figure takes the place of the document's."""
    overlay = tmp_path / "kpis.toml"
    overlay.write_text("[metrics.response_time_avg]\ntarget = '< 200'\n")
    changed = load_catalogue(overlay).metrics[LATENCY]
    assert changed.target == Limit(Comparison.LESS, 200)
    assert changed.alert == load_catalogue().metrics[LATENCY].alert


def test_a_missing_overlay_changes_nothing(tmp_path: Path) -> None:
    """Most people have none."""
    assert load_catalogue(tmp_path / "kpis.toml") == load_catalogue()


def test_the_catalogue_of_another_folder_can_be_read(tmp_path: Path) -> None:
    """Its files stand in the order of their names, and errors call them by theirs."""
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "10-a.toml").write_text("[metrics.a]\n")
    with pytest.raises(SettingsError, match=r"^catalogue/10-a\.toml: a: field 'name' is missing$"):
        load_catalogue(root=tmp_path)


def test_a_typing_error_in_the_overlay_names_it(tmp_path: Path) -> None:
    """The sentence begins with the user's own file."""
    overlay = tmp_path / "kpis.toml"
    overlay.write_text("[metrics.response_time_avg]\ntresholds = 3\n")
    with pytest.raises(SettingsError) as caught:
        load_catalogue(overlay)
    assert str(caught.value) == f"{overlay}: response_time_avg: unknown field 'tresholds'"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a = '\xff'", "is not UTF-8 text (byte 5)"),
        (b"#" * (LONGEST_FILE + 1), "is too long for a file that a person wrote"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    """Binary and endless files are told as what they are."""
    overlay = tmp_path / "kpis.toml"
    overlay.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_catalogue(overlay)
    assert str(caught.value) == f"{overlay}: {sentence}"


def test_a_folder_in_place_of_the_overlay_is_named(tmp_path: Path) -> None:
    """A folder is not a file."""
    with pytest.raises(SettingsError, match="is a folder, not a file"):
        load_catalogue(tmp_path)


def test_a_path_through_a_file_is_named(tmp_path: Path) -> None:
    """What the system says of a path that cannot be is in the sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be read: Not a directory"):
        load_catalogue(tmp_path / "file" / "kpis.toml")


def test_an_overlay_that_may_not_be_read_is_not_taken_for_missing(tmp_path: Path) -> None:
    """Permission denied is said, not passed over."""
    overlay = tmp_path / "kpis.toml"
    overlay.write_text("[metrics.response_time_avg]\ndecimals = 1\n")
    with unprivileged(overlay), pytest.raises(SettingsError, match="permission denied"):
        read_text(overlay)


def test_a_file_that_must_be_there_is_missed(tmp_path: Path) -> None:
    """Where a file was named, its absence is an error."""
    with pytest.raises(SettingsError, match="there is no such file"):
        read_text(tmp_path / "kpis.toml")
