"""A collector's database with millions of events, written by the engine's own SQL in seconds."""

from __future__ import annotations

from pathlib import Path

import duckdb

from aux_monitor.collector.store.duckdb import FILE_NAME, DuckDbEngine

DAYS = 30
_US = 1_000_000
# Evenly over 30 days up to now; sessions of 400 commands, five in a hundred fail, durations from
# 20 ms to some seconds. Hashes of the number stand in for chance, so that every run is the same.
_FILL = """
insert into command by name
select
    $first + i * $apart as at_us,
    (hash(i // 400) >> 1)::bigint as session,
    (hash(i) >> 1)::bigint as key,
    list_extract(
        ['navigate', 'click', 'fill', 'extract', 'wait', 'screenshot'],
        (hash(i, 1) % 6)::integer + 1
    ) as method,
    (20 + (hash(i, 2) % 260) + case when hash(i, 3) % 50 = 0 then hash(i, 4) % 2500 else 0 end)
        ::integer as dur_ms,
    hash(i, 5) % 100 < 5 as failed,
    case when hash(i, 5) % 100 < 5 then 'ELEMENT_NOT_FOUND' else '' end as code,
    hash(i, 6) % 200 = 0 as retried,
    case when hash(i, 5) % 100 < 5 then (hash(i, 7) >> 1)::bigint end as target,
    case when hash(i, 1) % 6 = 0 and hash(i, 5) % 100 >= 5
        then 'site-' || (hash(i, 8) % 900)::varchar end as domain
from range($events) as numbers(i)
"""


def fill(data: Path, events: int, now: float) -> None:
    """Make the collector's database in ``data`` and store ``events`` commands up to ``now``."""
    DuckDbEngine(data).close()
    span_us = DAYS * 86_400 * _US
    first_us = int(now * _US) - span_us
    with duckdb.connect(str(data / FILE_NAME)) as connection:
        connection.execute(_FILL, {"first": first_us, "apart": span_us // events, "events": events})
