"""A desktop entry's text, and the command it starts, quoted as its specification says.

Desktop Entry Specification 1.5: an argument with a reserved character stands in double quotes, in
which four characters take a backslash; then every backslash of the value is doubled, and a percent
sign, which begins a field code, is too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aux_monitor.ports.errors import AutostartError

_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED = frozenset('"`$\\')

_ENTRY = """[Desktop Entry]
Type=Application
Version=1.5
Name=AUX Monitor
Comment=Watch the targets of the AUX Protocol
Exec={exec}
Icon=aux-monitor
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""


def desktop_entry(command: Sequence[str]) -> str:
    """Return the entry that starts ``command`` with the session.

    Raises:
        AutostartError: a part of it holds a line break, which no entry can.
    """
    if any(mark in part for part in command for mark in "\n\r\0"):
        raise AutostartError("A path with a line break in it cannot be started with the computer.")
    line = " ".join(_quoted(part) for part in command)
    return _ENTRY.format(exec=line.replace("\\", "\\\\").replace("%", "%%"))


def entry_command(text: str) -> tuple[str, ...] | None:
    """Return what an entry starts; None where it is switched off or starts nothing."""
    keys = dict(_keys(text))
    switched_off = keys.get("Hidden") == "true"
    if switched_off or keys.get("X-GNOME-Autostart-enabled") == "false" or not keys.get("Exec"):
        return None
    return tuple(_parts(keys["Exec"].replace("%%", "%").replace("\\\\", "\\")))


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of the entry's own group."""
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            yield key.strip(), value.strip()


def _quoted(part: str) -> str:
    if part and not _RESERVED & set(part):
        return part
    return '"' + "".join(f"\\{mark}" if mark in _ESCAPED else mark for mark in part) + '"'


def _parts(line: str) -> Iterator[str]:
    """Yield the arguments of an Exec line; one that is quoted may hold anything."""
    part, inside, started = "", False, False
    marks = iter(line)
    for mark in marks:
        if mark == '"':
            inside, started = not inside, True
        elif mark == "\\" and inside:
            part += next(marks, "")
        elif mark == " " and not inside:
            if started or part:
                yield part
            part, started = "", False
        else:
            part += mark
    if started or part:
        yield part
