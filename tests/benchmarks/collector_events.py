"""Fills a collector's folder with millions of synthetic events, for measuring answers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from aux_monitor.collector.store.duckdb import FILE_NAME, DuckDbEngine

SPAN_S = 30 * 86_400
"""The events spread evenly over this long before ``now``."""

_COMMANDS = """
insert into command
select
    at_us, session, key, method, dur_ms, failed,
    case when failed then
        case when key % 10 = 0 then 'WAIT_TIMEOUT' else 'ELEMENT_NOT_FOUND' end
    else '' end,
    failed and key % 3 = 0, null,
    case when method = 'navigate' and not failed then 'site' || (key % 2500) || '.example' end
from (
    select
        i as key,
        cast($last_us - ($events - 1 - i) * ($span_us / $events) as bigint) as at_us,
        hash(i // 40)::hugeint - 9223372036854775808 as session,
        ['navigate', 'click', 'click', 'fill', 'extract', 'wait']
            [cast(1 + hash(i) % 6 as bigint)] as method,
        greatest(1, cast(exp(4.7 + 0.55 * sqrt(-2 * ln(1 - random())) * cos(6.283 * random()))
            as integer)) as dur_ms,
        random() < 0.02 as failed
    from range($events) as numbers(i))
order by at_us
"""


def fill(data_dir: Path, events: int, now: float) -> None:
    """Write ``events`` commands of the 30 days before ``now`` into a fresh store in ``data_dir``.

    Ten million take some ten seconds. The same arguments give the same events.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    DuckDbEngine(data_dir).close()
    connection = duckdb.connect(str(data_dir / FILE_NAME))
    try:
        connection.execute("set threads = 1; select setseed(0.42)")
        connection.execute(
            _COMMANDS,
            {"events": events, "last_us": round(now * 1e6), "span_us": SPAN_S * 1_000_000},
        )
    finally:
        connection.close()
