"""Which collectors are asked, and which of them fills the tiles."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.adapters.sources.beside import further_secret_name
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.plans import Planner
from aux_monitor.settings.schema import (
    CollectorSettings,
    GitHubSettings,
    NamedCollector,
    Settings,
)
from tests.fakes.clock import FakeClock
from tests.fakes.entries import MemoryEntries
from tests.fakes.history import MemoryHistory
from tests.fakes.secrets import FakeSecrets

FIRST = CollectorSettings(url="http://127.0.0.1:1")
LAB, FAR = NamedCollector("Lab", "http://127.0.0.1:2"), NamedCollector("Far", "http://[::1]:3")
CATALOGUE = load_catalogue()


def planned(settings: Settings, *, demo: bool = False) -> dict[str, str]:
    """Return the kind of every source that would be watched, by its name."""
    planner = Planner(
        catalogue=CATALOGUE,
        secrets=FakeSecrets(),
        history=MemoryHistory(),
        book=MemoryEntries(),
        clock=FakeClock(),
        http=HttpClient(),
        query="",
        collector_dir=Path("unused"),
        demo_log=Path("unused.log") if demo else None,
    )
    return {watch.source.name: watch.source.kind for watch in planner(settings)}


def test_further_collectors_stand_beside_the_first() -> None:
    """One fills the tiles; each other one that is on is asked and judges nothing."""
    settings = Settings(collector=FIRST, collectors=(LAB, replace(FAR, enabled=False)))
    assert planned(settings) == {"Collector": "collector", "Lab": "beside"}


def test_without_a_first_one_the_first_named_fills_the_tiles() -> None:
    """A person who only names collectors has figures and alerts as well."""
    assert planned(Settings(collectors=(LAB, FAR))) == {"Lab": "collector", "Far": "beside"}


def test_no_other_takes_the_place_of_one_that_is_switched_off() -> None:
    """The tiles are never fed by another server without anybody having said so."""
    off = replace(FIRST, enabled=False)
    assert planned(Settings(collector=off, collectors=(LAB,))) == {"Lab": "beside"}
    assert planned(Settings(collectors=(replace(LAB, enabled=False), FAR))) == {"Far": "beside"}


def test_github_can_be_switched_off() -> None:
    """Its repositories stay as they are set up."""
    github = GitHubSettings(repositories=("aux/aux",), enabled=False)
    assert planned(Settings(github=github)) == {}


def test_the_demonstration_asks_no_real_collector() -> None:
    """Its one collector is the simulated one, whatever is set up."""
    assert planned(Settings(collectors=(LAB,)), demo=True) == {"Collector": "collector"}


def test_a_token_belongs_to_a_name_and_an_address() -> None:
    """Neither another collector nor another address is sent it."""
    names = {
        further_secret_name("Lab", "https://a.example"),
        further_secret_name("Far", "https://a.example"),
        further_secret_name("Lab", "https://b.example"),
    }
    assert len(names) == 3
    assert all(name.startswith("collector-") for name in names)
