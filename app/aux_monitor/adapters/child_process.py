"""One process of ours, and the threads that read what it writes."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import IO

MAX_LINE = 4096
LAST_WORDS = 3
MAX_WORDS = 300

_ENDS_BY_ITSELF_S, _ENDS_WHEN_ASKED_S = 3.0, 2.0


class RunningProcess:
    """A process begun by the constructor, which raises ``OSError`` where that is impossible.

    ``first_line`` is the first line it prints, without bound in time, empty when it ended before.
    ``mask`` is a secret that its last words must not show. Methods block for a bounded time.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], mask: str) -> None:
        self._mask = mask
        self._words: deque[str] = deque(maxlen=LAST_WORDS)
        self.first_line: Future[bytes] = Future()
        self.first_line.set_running_or_notify_cancel()  # who gives up waiting does not cancel it
        self.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the monitor's terminal is for the monitor
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._output = self._reader(self._read_output, self.process.stdout)
        self._errors = self._reader(self._read_errors, self.process.stderr)

    def how_it_ended(self, name: str) -> str:
        """Return in one sentence why it ended, empty while it runs; waits 0.1 s at most."""
        code = self.process.poll()
        if code is None:
            return ""
        self._errors.join(timeout=0.1)  # its last words may still be on their way
        words = f": {' '.join(self._words)}" if self._words else "."
        return f"The {name} {_ending(code)}{words}"

    def end(self) -> None:
        """End it: by closing its input, then by asking, then by force; 7 s at most."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        if not self._ended_within(_ENDS_BY_ITSELF_S):
            self.process.terminate()
            if not self._ended_within(_ENDS_WHEN_ASKED_S):
                self.process.kill()
                self.process.wait()
        for reader in (self._output, self._errors):
            reader.join(timeout=1.0)

    def kill(self) -> None:
        """End it by force, at once."""
        self.process.kill()
        self.end()

    def _ended_within(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    @staticmethod
    def _reader(read: Callable[[IO[bytes]], None], stream: IO[bytes] | None) -> threading.Thread:
        if stream is None:
            raise ValueError("the process was started without pipes")
        thread = threading.Thread(target=read, args=(stream,), name="child", daemon=True)
        thread.start()
        return thread

    def _read_output(self, stream: IO[bytes]) -> None:
        with stream:
            self.first_line.set_result(stream.readline(MAX_LINE))
            while stream.read(MAX_LINE):  # a full pipe would stop it
                pass

    def _read_errors(self, stream: IO[bytes]) -> None:
        with stream:
            whole = True
            while line := stream.readline(MAX_LINE):
                if whole:  # what follows the first part of a very long line is left out
                    self._note(line.decode("utf-8", "replace"))
                whole = line.endswith(b"\n")

    def _note(self, line: str) -> None:
        safe = line.replace(self._mask, "***") if self._mask else line
        words = "".join(c if c.isprintable() else " " for c in safe).strip()
        if words:
            self._words.append(words[:MAX_WORDS])


def _ending(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
