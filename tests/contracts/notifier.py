"""What every ``Notifier`` does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import pytest
from msgspec.structs import replace

from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notice, NoticeAction, Notifier, Urgency

NOTICE = Notice(
    "response_time",
    "Response time 412 ms",
    "Optimize performance.",
    Urgency.CRITICAL,
    (NoticeAction.OPEN, NoticeAction.ACKNOWLEDGE, NoticeAction.SNOOZE),
)


class Screen(Protocol):
    """The desktop behind a notifier, as a person sees and uses it."""

    async def titles(self) -> list[str]:
        """Return the titles now on the screen, in no order."""
        ...

    async def press(self, title: str, action: NoticeAction) -> None:
        """Press a button of the notice with this title, and return when it was heard."""
        ...


@dataclass
class Answers:
    """What a notifier said was pressed."""

    got: list[tuple[str, NoticeAction]] = field(default_factory=list)

    def __call__(self, tag: str, action: NoticeAction) -> None:
        """Take one answer."""
        self.got.append((tag, action))


class NotifierContract:
    """Subclasses give the fixtures ``notifier``, ``screen`` and ``answers``."""

    @pytest.mark.anyio
    async def test_a_notice_is_on_the_screen(self, notifier: Notifier, screen: Screen) -> None:
        """What was shown can be seen."""
        await notifier.show(NOTICE)
        assert await screen.titles() == ["Response time 412 ms"]

    @pytest.mark.anyio
    async def test_the_same_tag_replaces(self, notifier: Notifier, screen: Screen) -> None:
        """A later notice of the same subject takes the place of the one shown."""
        await notifier.show(NOTICE)
        await notifier.show(replace(NOTICE, title="Response time 250 ms"))
        assert await screen.titles() == ["Response time 250 ms"]

    @pytest.mark.anyio
    async def test_tags_stand_side_by_side(self, notifier: Notifier, screen: Screen) -> None:
        """Notices of different subjects do not replace each other."""
        await notifier.show(NOTICE)
        await notifier.show(replace(NOTICE, tag="success_rate", title="Success rate 81 %"))
        assert sorted(await screen.titles()) == ["Response time 412 ms", "Success rate 81 %"]

    @pytest.mark.anyio
    async def test_withdrawing_takes_it_off(self, notifier: Notifier, screen: Screen) -> None:
        """A withdrawn notice is no longer seen, and the others stay."""
        await notifier.show(NOTICE)
        await notifier.show(replace(NOTICE, tag="success_rate", title="Success rate 81 %"))
        await notifier.withdraw("response_time")
        assert await screen.titles() == ["Success rate 81 %"]

    @pytest.mark.anyio
    async def test_withdrawing_nothing_is_quiet(self, notifier: Notifier, screen: Screen) -> None:
        """To withdraw what is not there is no error."""
        await notifier.withdraw("never shown")
        assert await screen.titles() == []

    @pytest.mark.anyio
    @pytest.mark.parametrize("action", list(NoticeAction))
    async def test_what_is_pressed_is_told_once(
        self, notifier: Notifier, screen: Screen, answers: Answers, action: NoticeAction
    ) -> None:
        """Each button reaches the program with its notice's tag, and that notice leaves."""
        await notifier.show(NOTICE)
        await screen.press(NOTICE.title, action)
        assert answers.got == [("response_time", action)]
        assert await screen.titles() == []

    @pytest.mark.anyio
    async def test_nothing_is_shown_after_the_end(self, notifier: Notifier) -> None:
        """A closed notifier refuses with its own error."""
        await notifier.aclose()
        with pytest.raises(NotifierError, match="closed"):
            await notifier.show(NOTICE)

    @pytest.mark.anyio
    async def test_the_end_may_come_twice(self, notifier: Notifier) -> None:
        """Closing again is no error, with or without a notice shown before."""
        await notifier.show(NOTICE)
        await notifier.aclose()
        await notifier.aclose()
