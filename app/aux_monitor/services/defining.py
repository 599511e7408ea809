"""Notes at the start which definitions are in force, so that no chart joins two of them."""

from __future__ import annotations

import logging

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.definitions import by_metric
from aux_monitor.domain.state import DefinitionsNoted
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.definitions import DefinitionBook
from aux_monitor.ports.errors import HistoryError
from aux_monitor.services.store import Store

logger = logging.getLogger(__name__)


async def note_definitions(
    store: Store, book: DefinitionBook, catalogue: Catalogue, clock: Clock
) -> None:
    """Keep the versions in force and tell the store since when each is.

    A history that cannot be used has been told of already: the charts then have no such markers.
    """
    versions = {metric.id: metric.definition_version for metric in catalogue.metrics.values()}
    try:
        known = await book.note(versions, clock.now())
    except HistoryError as error:
        logger.info("Since when definitions are in force is not known: %s", error)
        return
    store.apply(DefinitionsNoted(by_metric(known)))
