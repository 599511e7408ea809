"""From what is shown to the bytes of a file: the same for the window and the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import Topic
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import Provenance
from aux_monitor.presentation.tables import (
    SeriesTable,
    document,
    figures_csv,
    series_csv,
    series_of,
)
from aux_monitor.presentation.views import ChartView, OverviewView, TileView
from aux_monitor.services.export_intents import (
    FORMATS,
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
)
from aux_monitor.ui.documents import PAGE_SIZES, PdfMaker, svg_bytes
from aux_monitor.ui.export import encode_png
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.laid import Laid
from aux_monitor.ui.pages import LIVE_PAGES, OWN_PAGES, Page
from aux_monitor.ui.printing import FOR_PDF, FOR_SVG, Dress, on_screen
from aux_monitor.ui.snapshot import (
    lay_chart,
    lay_frame,
    lay_page,
    lay_tile,
    render_window,
)
from aux_monitor.ui.theme import Theme

_USUAL = PictureSize(1.0, 1920, 1080)
_ALONE = (ExportSubject.TILE, ExportSubject.CHART)


class Material(Struct, frozen=True):
    """What an export is made from. ``frame`` is the open window's, None without one."""

    theme: Theme
    view: OverviewView
    provenance: Provenance
    frame: Frame | None = None
    tile: TileView | None = None
    chart: ChartView | None = None


def check_export(export: Export, frame: Frame | None = None) -> None:
    """Raise ``ExportError`` where there is no such format of such a thing, or no such page."""
    formats = FORMATS[export.subject]
    if export.format not in formats:
        names = ", ".join(each.value.upper() for each in formats)
        raise ExportError(
            f"There is no {export.format.value.upper()} of {export.subject.value.lower()}: "
            f"choose {names}."
        )
    page_of(export, frame)


def page_of(export: Export, frame: Frame | None = None) -> Page | None:
    """Return the page that is asked for, None for the one that is open.

    Raises:
        ExportError: there is none of that name, or only a window that showed it before has it.
    """
    if not export.page:
        return None
    pages = {page.value: page for page in _pages(frame)}
    if export.page not in pages:
        raise ExportError(f"There is no page '{export.page}': choose {', '.join(pages)}.")
    return pages[export.page]


def _pages(frame: Frame | None) -> tuple[Page, ...]:
    if frame is not None:
        return frame.drawable_pages()
    return (Page.OVERVIEW, *(page for page in LIVE_PAGES if page not in OWN_PAGES))


def provenance_for(export: Export, material: Material) -> Provenance:
    """Return the provenance of what an export shows, and of nothing beside it."""
    whole = replace(material.provenance, scheduled=export.scheduled)
    if export.metric is not None:
        return whole.only(export.metric)
    topic = _topic(_page(export, material))
    if topic is None or export.subject is ExportSubject.PAGES:
        return whole
    sections = [section for section in material.view.sections if section.topic is topic]
    shown = {tile.metric for section in sections for tile in (*section.tiles, *section.hidden)}
    shown |= {chart.metric for chart in material.view.charts if chart.topic is topic}
    return whole.among(frozenset(shown))


async def file_bytes(export: Export, material: Material) -> bytes:
    """Return the whole file; what is drawn is drawn here, what is packed is packed elsewhere.

    Raises:
        ExportError: there is nothing to draw, or no such format of it.
    """
    check_export(export, material.frame)
    provenance = provenance_for(export, material)
    match export.format:
        case ExportFormat.PNG:
            image = await _drawn(export, material, provenance)
            return await asyncio.to_thread(encode_png, image, provenance.chunks())
        case ExportFormat.PDF:
            return await _pdf(export, material, provenance)
        case ExportFormat.SVG:
            laid = _lay(export, material, provenance, FOR_SVG)
            return svg_bytes(laid, provenance)
        case ExportFormat.CSV | ExportFormat.JSON:
            return text_of(export, material).encode()
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def picture(export: Export, material: Material) -> QImage:
    """Return the pixels of what is asked for."""
    provenance = provenance_for(export, material)
    live = _live(export, material, provenance)
    if live is not None:
        return live
    laid = _lay(export, material, provenance, on_screen)
    image = laid.image(export.size.ratio)
    laid.close()
    return image


async def _drawn(export: Export, material: Material, provenance: Provenance) -> QImage:
    """Return the same; between laying out anew and drawing the window answers."""
    live = _live(export, material, provenance)
    if live is not None:
        return live
    laid = _lay(export, material, provenance, on_screen)
    await asyncio.sleep(0)
    image = laid.image(export.size.ratio)
    laid.close()
    return image


def _live(export: Export, material: Material, provenance: Provenance) -> QImage | None:
    """Return the open window's own picture, None where another one is asked for.

    A window in the tray may never have been laid out: it has no picture of its own.
    """
    frame = material.frame
    if frame is None or not frame.isVisible() or export.size.is_fixed or export.subject in _ALONE:
        return None
    page = page_of(export, frame)
    if page not in (None, frame.page):
        return None
    return render_window(frame, export.size, provenance.stamp)


def text_of(export: Export, material: Material) -> str:
    """Return the data behind what is asked for, as CSV or JSON."""
    provenance = provenance_for(export, material)
    tables = list(_series(export, material))
    if export.format is ExportFormat.JSON:
        return document(provenance, tables)
    if export.subject is ExportSubject.CHART:
        return series_csv(tables[0], private=provenance.private)
    return figures_csv(provenance)


async def _pdf(export: Export, material: Material, provenance: Provenance) -> bytes:
    """Draw one page at a time: the window answers in between."""
    sheets = (ExportSubject.WINDOW, ExportSubject.PAGE, ExportSubject.PAGES)
    maker = PdfMaker(export.sheet if export.subject in sheets else None, provenance)
    for laid in _pdf_pages(export, material, provenance):
        maker.add(laid)
        await asyncio.sleep(0)
    return maker.finish()


def _pdf_pages(export: Export, material: Material, provenance: Provenance) -> Iterator[Laid]:
    if export.subject is not ExportSubject.PAGES:
        yield _lay(export, material, provenance, FOR_PDF)
        return
    for page in _pages(material.frame):
        yield _lay_sheet(export, material, provenance, page)


def _lay(export: Export, material: Material, provenance: Provenance, dress: Dress) -> Laid:
    stamp, theme = provenance.stamp, material.theme
    match export.subject:
        case ExportSubject.TILE:
            if material.tile is None:
                raise ExportError(f"There is no KPI '{export.metric or ''}'.")
            return lay_tile(material.tile, theme, export.size, stamp, dress)
        case ExportSubject.CHART:
            if material.chart is None:
                raise ExportError(f"There is no chart of '{export.metric or ''}'.")
            return lay_chart(material.chart, theme, export.size, stamp, dress)
        case _:
            page = _page(export, material)
            if export.format is ExportFormat.PDF:
                return _lay_sheet(export, material, provenance, page)
            fixed = export.size if export.size.is_fixed else _USUAL
            size = QSize(fixed.width, fixed.height)
            if material.frame is not None:
                return lay_frame(material.frame, page, size, stamp, dress)
            return lay_page(material.view, page, theme, size, stamp, dress)


def _lay_sheet(export: Export, material: Material, provenance: Provenance, page: Page) -> Laid:
    size, stamp = PAGE_SIZES[export.sheet], provenance.stamp
    if material.frame is not None:
        return lay_frame(material.frame, page, size, stamp, FOR_PDF)
    return lay_page(material.view, page, material.theme, size, stamp, FOR_PDF)


def _page(export: Export, material: Material) -> Page:
    wanted = page_of(export, material.frame)
    if wanted is not None:
        return wanted
    return Page.OVERVIEW if material.frame is None else material.frame.page


def _topic(page: Page) -> Topic | None:
    return Topic[page.name] if page.name in Topic.__members__ else None


def _series(export: Export, material: Material) -> Iterator[SeriesTable]:
    if export.metric is not None:
        chart = material.chart
        if chart is None and export.subject is ExportSubject.CHART:
            raise ExportError(f"There is no chart of '{MetricId(export.metric)}'.")
        if chart is not None:
            yield series_of(chart.title, chart.plot)
        return
    topic = _topic(_page(export, material))
    for each in material.view.charts:
        if topic is None or each.topic is topic:
            yield series_of(each.title, each.plot)
