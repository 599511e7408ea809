"""What every ``Autostart`` does."""

from __future__ import annotations

from aux_monitor.ports.autostart import Autostart, Starting


class AutostartContract:
    """Derived classes give ``autostart``, a list on which nothing is yet."""

    def test_it_is_off_until_somebody_switches_it_on(self, autostart: Autostart) -> None:
        """Nothing starts by itself that nobody asked for."""
        assert autostart.look().starting is Starting.OFF

    def test_it_stays_on_until_it_is_switched_off(self, autostart: Autostart) -> None:
        """Each switch tells what is true then, and the list says the same afterwards."""
        assert autostart.switch(on=True).starting is Starting.ON
        assert autostart.look().starting is Starting.ON
        assert autostart.switch(on=False).starting is Starting.OFF
        assert autostart.look().starting is Starting.OFF

    def test_the_same_switch_twice_changes_nothing(self, autostart: Autostart) -> None:
        """Neither on, nor off where nothing was."""
        assert autostart.switch(on=False).starting is Starting.OFF
        autostart.switch(on=True)
        assert autostart.switch(on=True).starting is Starting.ON

    def test_a_person_is_told_where_the_entry_is(self, autostart: Autostart) -> None:
        """On or off, so that it can be found without this program."""
        place = autostart.look().place
        assert place
        assert autostart.switch(on=True).place == place
