"""The window program: one session at a time behind one window, and what people ask of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from aux_monitor.bootstrap.answering import answers
from aux_monitor.bootstrap.arranging import Arranging
from aux_monitor.bootstrap.background import own_autostart
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.bootstrap.entry_desk import EntryDesk
from aux_monitor.bootstrap.exporting import Exporting, Sight
from aux_monitor.bootstrap.ground import Ground, overridden
from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.bootstrap.page_desk import PageDesk
from aux_monitor.bootstrap.preferences import Configuring, Preferences, Told
from aux_monitor.bootstrap.privacy import Privacy
from aux_monitor.bootstrap.runtime import Hooks
from aux_monitor.bootstrap.screen_desk import ScreenDesk
from aux_monitor.bootstrap.sessions import Session, Sessions
from aux_monitor.bootstrap.tuning import RuleTuning, charted_past, saved_words
from aux_monitor.domain.level import Level
from aux_monitor.domain.state import AppState, ProblemNoted, ProblemTopic
from aux_monitor.ports.errors import SettingsError
from aux_monitor.ports.notifier import NoticeAction
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.detail import Compared, first_range
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.gates import gate_subject
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.services.detailing import Detailing
from aux_monitor.services.entry_intents import EntryIntent
from aux_monitor.services.export_intents import Export, SetPrivate
from aux_monitor.services.intents import (
    Acknowledge,
    ArrangeTiles,
    ComparePeriods,
    DismissAway,
    EndSnooze,
    ExportSnapshot,
    Intent,
    OpenMetric,
    OpenRule,
    Quit,
    Refresh,
    SaveRule,
    SnoozeAlerts,
    SwitchAutostart,
    TryRule,
)
from aux_monitor.services.review_intents import ReviewIntent
from aux_monitor.services.supervisor import Job, first_of
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.pages import Page
from aux_monitor.ui.tray import Tray
from aux_monitor.ui.window import MainWindow

logger = logging.getLogger(__name__)

Lasting: TypeAlias = (
    Configuring
    | ArrangeTiles
    | SwitchAutostart
    | OpenRule
    | TryRule
    | SaveRule
    | EntryIntent
    | ReviewIntent
)
"""What is asked for and answered later."""


class Desk:
    """Draws the running session into the window, and carries out what people ask.

    Everything that waits runs as a job of the session's supervisor; nothing here blocks.
    ``is_still`` answers whether this computer asks for nothing to move by itself.
    """

    def __init__(
        self,
        ground: Ground,
        sessions: Sessions,
        window: MainWindow,
        tray: Tray,
        bridge: ViewBridge,
        presenter: Presenter,
        connecting: Connecting,
        tuning: RuleTuning,
        *,
        is_still: Callable[[], bool],
    ) -> None:
        self._ground = ground
        self._sessions = sessions
        self._window = window
        self._tray = tray
        self._bridge = bridge
        self._presenter = presenter
        self._kept = KeptSettings(ground)
        self._arranging = Arranging(self._kept, self._changed, self._once, window.tell)
        self._preferences = self._make_preferences(connecting)
        self._settings = ground.settings
        self._demo = ground.demo
        self._span = DetailRange.HOUR
        self._compared = False
        self._drawing = False
        self._quit = asyncio.Event()
        self._change = asyncio.Event()
        self._tuning = tuning
        self._entries = EntryDesk(ground.clock)
        self._page_desk = PageDesk(ground.clock, bridge)
        self._privacy = Privacy(bridge, window)
        self._exporting = Exporting(
            window, ground.paths.snapshots_dir, self._once, self._privacy, self.draw, self._sight
        )
        autostart = own_autostart(ground.options)
        self._screen_desk = ScreenDesk(window, bridge, self._kept, autostart, is_still, self._once)
        self._session = self._build()
        self._detailing = self._make_detailing()
        self._attach_tuning()
        self._screen_desk.use(ground.settings.window)

    @property
    def settings(self) -> Settings:
        """Return the settings in force."""
        return self._settings

    @property
    def state(self) -> AppState:
        """Return the running session's state, as it is shown."""
        return self._session.runtime.shown

    def draw(self) -> None:
        """Draw the state as it is now."""
        self._drawing = False
        now = self._ground.clock.now()
        catalogue, notes = self._ground.catalogue, self._page_desk.notes
        self._privacy.look(self.state, self._settings, catalogue, notes)
        layout, topics = self._kept.stored.layout, self._window.frame.shows_topic
        shown = self._presenter.show(self.state, now, layout, topics=topics)
        self._bridge.publish_overview(shown.overview)
        self._bridge.publish_tray(shown.tray)
        self._page_desk.draw(self._window.frame.page, self._presenter.picture(self.state, now))
        opened = self._detailing.opened
        if opened is not None:
            metric, series = opened.metric, self._detailing.series()
            compared = Compared(self._detailing.before) if self._compared else None
            page = self._presenter.detail(self.state, now, metric, self._span, series, compared)
            self._bridge.publish_detail(page)
            self._bridge.publish_rule(self._tuning.view(self._ground.catalogue, metric))
            self._bridge.publish_entry(self._entries.view(metric))

    async def run(self) -> None:
        """Run one session after the other until somebody quits; end each in order."""
        while not self._quit.is_set():
            await self._session.runtime.start()
            self._note_history()
            self._exporting.keep_schedule(self._session.runtime, self._ground.clock)
            await first_of(self._quit.wait(), self._change.wait())
            await self._session.runtime.aclose()
            if self._change.is_set():
                self._change_over()

    def quit(self) -> None:
        """End the program."""
        self._quit.set()

    def answered(self, tag: str, action: NoticeAction) -> None:
        """Carry out what a person pressed on a notification, for every alert it told of."""
        for intent in answers(self.state.episodes, tag, action):
            self.carry_out(intent)

    def seen(self) -> None:
        """Note that somebody uses the window."""
        self._session.runtime.attendance.seen()

    def carry_out(self, intent: Intent) -> None:
        """Carry out what a person asked for."""
        runtime = self._session.runtime
        self.seen()
        match intent:
            case DismissAway():
                runtime.attendance.dismiss()
            case Refresh() | SnoozeAlerts() | EndSnooze() | Acknowledge():
                runtime.commands.carry_out(intent)
                self._withdraw(intent)
            case OpenMetric():
                self._open(intent)
            case ComparePeriods():
                self._compared = intent.compared
                self.choose_range(self._span)
            case Export() | ExportSnapshot() | SetPrivate():
                self._exporting.carry_out(intent)
            case Quit():
                self.quit()
            case _:
                self._begin(intent)

    def choose_range(self, span: DetailRange) -> None:
        """Show the open metric over another span."""
        opened = self._detailing.opened
        if opened is not None:
            self._span = span
            self._detailing.open(opened.metric, span.seconds, compared=self._compared)
            self.draw()

    def page_shown(self, page: Page) -> None:
        """Draw what a page that was opened shows beyond the overview's figures."""
        self._page_desk.open(page, self._presenter.picture(self.state, self._ground.clock.now()))

    def close_detail(self) -> None:
        """Close the open metric's page."""
        self._detailing.close()
        self._tuning.close()
        self._entries.close()
        self._bridge.publish_detail(None)
        self._bridge.publish_rule(None)
        self._bridge.publish_entry(None)

    def tray_changed(self) -> None:
        """Let closing the window leave the program in the tray, where there is one."""
        wanted = self._settings.window.close_to_tray
        self._window.keep_in_tray(wanted and self._tray.available)

    def show_connect(self) -> None:
        """Open the connect panel with the stored settings."""
        if not self._privacy.lets_edit():
            return
        self._preferences.show_sources()
        self._once("looking for stored tokens", self._preferences.look_for_tokens)

    def show_settings(self) -> None:
        """Open the page of the settings with the stored ones."""
        if self._privacy.lets_edit():
            self._preferences.show_settings()
        self._screen_desk.look()

    def _note_tokens(self) -> None:
        self._session.planner.tokens_kept()

    def _make_preferences(self, connecting: Connecting) -> Preferences:
        told = Told(
            applied=self._use_stored,
            written=self._forget_unread_file,
            tokens=self._note_tokens,
            demo=lambda: self._demo,
        )
        return Preferences(self._kept, connecting, self._window, self._ground.secrets, told)

    def _build(self) -> Session:
        hooks = Hooks(
            on_change=self._changed,
            next_change_at=lambda now: self._presenter.next_change_at(self.state, now),
        )
        return self._sessions.build(self._settings, hooks, demo=self._demo)

    def _make_detailing(self) -> Detailing:
        runtime = self._session.runtime
        return Detailing(
            runtime.store,
            runtime.supervisor,
            self._ground.clock,
            lambda metric: charted_past(self._session, self._ground.catalogue.metrics[metric]),
            self._changed,
        )

    def _attach_tuning(self) -> None:
        self._tuning.attach(self._session, lambda: self._ground.catalogue, self._changed)
        self._entries.attach(self._session, lambda: self._ground.catalogue, self._changed)
        self._page_desk.attach(self._session, lambda: self._ground.catalogue, self._changed)

    def _once(self, name: str, job: Job) -> None:
        """Run a job in the session that runs by then."""
        self._session.runtime.supervisor.once(name, job)

    def _changed(self) -> None:
        """Draw once after everything that happened in this turn of the loop."""
        if not self._drawing:
            self._drawing = True
            asyncio.get_running_loop().call_soon(self.draw)
            self._session.runtime.look()

    def _open(self, intent: OpenMetric) -> None:
        self._window.bring_up()
        metric, catalogue = intent.metric, self._ground.catalogue
        is_gate = metric in {gate_subject(gate) for gate in catalogue.gates}
        if metric is None or not (is_gate or metric in catalogue.metrics):
            return
        self._span = first_range(catalogue.metrics.get(metric), self.state)
        span_s, compared = self._span.seconds, self._compared
        self._detailing.open(metric, span_s, charted=not is_gate, compared=compared)
        self.draw()
        if intent.rule:
            self._window.frame.turn_to_rule()

    def _note_history(self) -> None:
        for warning in self._session.history.warnings:
            self._session.runtime.store.apply(ProblemNoted(ProblemTopic.HISTORY, warning))

    def _sight(self) -> Sight:
        """Return what the window shows now."""
        now, detail, settings = self._ground.clock.now(), self._bridge.detail, self._kept.stored
        return Sight(self._presenter, self.state, now, settings, detail, self._privacy.mask)

    def _begin(self, intent: Lasting) -> None:
        """Begin what may take a while."""
        if isinstance(intent, EntryIntent):
            self._entries.carry_out(intent)
            return
        if isinstance(intent, ReviewIntent):
            self._page_desk.carry_out(intent)
            return
        match intent:
            case ArrangeTiles():
                self._arranging.arrange(intent.layout)
            case SwitchAutostart():
                self._screen_desk.switch(intent)
            case OpenRule() | TryRule() | SaveRule():
                self._once("tuning a rule", lambda: self._tune(intent))
            case _:
                self._once("connecting", lambda: self._preferences.carry_out(intent))

    async def _tune(self, intent: OpenRule | TryRule | SaveRule) -> None:
        if isinstance(intent, SaveRule):
            await self._save_rule(intent)
        else:
            await self._tuning.look(intent)

    async def _save_rule(self, intent: SaveRule) -> None:
        """Keep a rule and judge by it at once; no alert, source or picture starts anew."""
        try:
            catalogue = await self._tuning.save(intent, self._ground.catalogue)
        except SettingsError as error:
            logger.warning("%s", error)
            self._window.tell(Level.BREACH, str(error))
            return
        self._ground = replace(self._ground, catalogue=catalogue)
        self._sessions.use(self._ground)
        self._presenter = self._presenter.using(catalogue)
        self._session.runtime.use(catalogue)
        self._tuning.saved()
        self._window.tell(Level.ON_TARGET, saved_words(catalogue, intent.key))

    def _withdraw(self, intent: Refresh | SnoozeAlerts | EndSnooze | Acknowledge) -> None:
        """Take the notifications that somebody has answered off the screen."""
        if isinstance(intent, Refresh | EndSnooze):
            return
        key, runtime = intent.key, self._session.runtime
        runtime.supervisor.once("withdrawing a notice", lambda: runtime.withdraw(key))

    def _use_stored(self) -> None:
        """Take the stored settings into the window and the running session."""
        # What is connected by hand now is what the person wants to see, whatever was asked of
        # this run on the command line.
        options = replace(self._ground.options, demo=False)
        self._settings = overridden(self._kept.stored, options)
        wanted = self._settings.window
        self._window.follow(wanted.theme, wanted.contrast, wanted.palette)
        self._screen_desk.use(wanted)
        self.tray_changed()
        self._once("applying settings", self._apply)

    def _forget_unread_file(self) -> None:
        """Complain no longer of a file that could not be read: it has been written anew."""
        problems = self._ground.problems
        if ProblemTopic.SETTINGS in problems:
            left = {key: said for key, said in problems.items() if key is not ProblemTopic.SETTINGS}
            self._ground = replace(self._ground, problems=left)
            self._sessions.use(self._ground)
            self._session.runtime.store.apply(ProblemNoted(ProblemTopic.SETTINGS, ""))

    async def _apply(self) -> None:
        if self._demo is self._wants_demo():
            await self._session.runtime.apply(self._settings)
        else:
            self._change.set()

    def _wants_demo(self) -> bool:
        """Return whether there is nothing to show: neither a source nor a figure by hand."""
        entered = self._ground.entered if self._demo else self._session.planner.entered
        return not (self._settings.configured or entered)

    def _change_over(self) -> None:
        """Build the session that the settings ask for now, after the one before has ended."""
        self._change.clear()
        self._demo = self._wants_demo()
        self.close_detail()
        self._session = self._build()
        self._detailing = self._make_detailing()
        self._attach_tuning()
        self.draw()
