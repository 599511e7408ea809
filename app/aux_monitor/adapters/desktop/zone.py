"""The computer's own time zone, with its daylight saving time."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, tzinfo

_NONE = timedelta(0)


class LocalZone(tzinfo):
    """Local time as the system keeps it, for any moment, past or to come.

    A fixed offset taken at the start would be an hour off after the clocks change, and a zone's
    name is not to be had alike on every system. After Python's documentation of ``tzinfo``.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return the offset from UTC that holds at ``dt`` (now, for None)."""
        return timedelta(seconds=self._local(dt).tm_gmtoff)

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Return None where it is unknown how much of the offset is daylight saving time."""
        return None if self._local(dt).tm_isdst > 0 else _NONE

    def tzname(self, dt: datetime | None) -> str:
        """Return the zone's abbreviation."""
        return self._local(dt).tm_zone

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time of ``dt``, which is in UTC and bears this zone."""
        offset = timedelta(
            seconds=time.localtime((dt.replace(tzinfo=None) - _EPOCH) // _SECOND).tm_gmtoff
        )
        return dt + offset

    @staticmethod
    def _local(dt: datetime | None) -> time.struct_time:
        if dt is None:
            return time.localtime()
        return time.localtime(time.mktime(dt.replace(tzinfo=None).timetuple()))


_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive on purpose: it is subtracted from naive UTC
_SECOND = timedelta(seconds=1)
