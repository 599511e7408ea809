"""Pure values and functions: no clock, no input or output, no Qt, no asyncio.

Times are POSIX seconds (``float``) passed in by the caller; durations carry their unit in their
name (``_s``, ``_ms``).
"""
