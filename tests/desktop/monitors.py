"""The monitors of an X server's one screen, set as ``xrandr --setmonitor`` does.

A child of the test does it, by libXrandr, which xdotool's and X's own tools bring along.
"""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import ctypes as c, sys
x, r = c.CDLL("libX11.so.6"), c.CDLL("libXrandr.so.2")
class Monitor(c.Structure):
    _fields_ = [("name", c.c_ulong), ("primary", c.c_int), ("automatic", c.c_int),
                ("noutput", c.c_int), ("x", c.c_int), ("y", c.c_int), ("width", c.c_int),
                ("height", c.c_int), ("mwidth", c.c_int), ("mheight", c.c_int),
                ("outputs", c.POINTER(c.c_ulong))]
x.XOpenDisplay.restype = c.c_void_p
x.XOpenDisplay.argtypes = [c.c_char_p]
x.XDefaultRootWindow.restype = c.c_ulong
x.XDefaultRootWindow.argtypes = [c.c_void_p]
x.XInternAtom.restype = c.c_ulong
x.XInternAtom.argtypes = [c.c_void_p, c.c_char_p, c.c_int]
x.XSync.argtypes = [c.c_void_p, c.c_int]
r.XRRGetMonitors.restype = c.POINTER(Monitor)
r.XRRGetMonitors.argtypes = [c.c_void_p, c.c_ulong, c.c_int, c.POINTER(c.c_int)]
r.XRRAllocateMonitor.restype = c.POINTER(Monitor)
r.XRRAllocateMonitor.argtypes = [c.c_void_p, c.c_int]
r.XRRSetMonitor.argtypes = [c.c_void_p, c.c_ulong, c.POINTER(Monitor)]
r.XRRDeleteMonitor.argtypes = [c.c_void_p, c.c_ulong, c.c_ulong]
display = x.XOpenDisplay(sys.argv[1].encode())
root, deed, name = x.XDefaultRootWindow(display), sys.argv[2], sys.argv[3].encode()
atom = x.XInternAtom(display, name, 0)
if deed == "remove":
    r.XRRDeleteMonitor(display, root, atom)
else:
    count = c.c_int()
    there = r.XRRGetMonitors(display, root, 1, c.byref(count))
    first = next((there[i] for i in range(count.value) if there[i].noutput), None)
    takes = deed == "set-first" and first is not None
    made = r.XRRAllocateMonitor(display, int(takes))
    monitor = made.contents
    monitor.name, monitor.primary, monitor.automatic = atom, int(deed == "set-first"), 0
    monitor.x, monitor.y, monitor.width, monitor.height = map(int, sys.argv[4:8])
    monitor.mwidth, monitor.mheight = monitor.width // 4, monitor.height // 4
    if takes:
        monitor.outputs[0] = first.outputs[0]
    r.XRRSetMonitor(display, root, made)
x.XSync(display, 0)
"""


def set_first_monitor(display: str, name: str, x: int, y: int, width: int, height: int) -> None:
    """Make the server's own output this primary monitor, instead of the whole screen."""
    _run(display, "set-first", name, x, y, width, height)


def set_monitor(display: str, name: str, x: int, y: int, width: int, height: int) -> None:
    """Plug a monitor in."""
    _run(display, "set", name, x, y, width, height)


def remove_monitor(display: str, name: str) -> None:
    """Unplug a monitor."""
    _run(display, "remove", name)


def _run(*arguments: object) -> None:
    command = (sys.executable, "-c", _PROGRAM, *map(str, arguments))
    subprocess.run(command, check=True, timeout=30)  # noqa: S603 - our own program
