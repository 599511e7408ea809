"""From a view to the bytes of every format there is."""

from __future__ import annotations

import asyncio
import json
import re
import zlib

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from aux_monitor.adapters.exported_file import png_texts
from aux_monitor.adapters.resources import resource_root
from aux_monitor.bootstrap.exports import Material, file_bytes, picture
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.domain.topics import Topic
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import MetricProvenance, Provenance, SourceProvenance
from aux_monitor.presentation.record import record_of_chunks
from aux_monitor.services.export_intents import (
    FORMATS,
    PICTURE_SIZES,
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
    SheetShape,
    SizeChoice,
)
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName, load_theme
from tests.ui import sample_views

NOW = 1_795_443_540.0
SPEED, STARS = MetricId("response_time_avg"), MetricId("github_stars")
INCIDENT = sample_views.incident()
FEW = replace(INCIDENT, sections=INCIDENT.sections[:1], charts=INCIDENT.charts[:1])
PROVENANCE = Provenance(
    "0.1.0",
    NOW,
    NOW - 3600,
    demo=False,
    sources=(SourceProvenance(SourceId("collector"), "Collector", Trust.FRESH, NOW),),
    metrics=tuple(
        MetricProvenance(metric, 318.0, "ms", Level.BREACH, Trust.FRESH, NOW, SourceId("collector"))
        for metric in (SPEED, STARS)
    ),
)


@pytest.fixture(scope="module")
def theme(qapp: object) -> Theme:  # noqa: ARG001 - fonts need it
    """Return the dark theme."""
    return load_theme(resource_root(), ThemeName.DARK)


@pytest.fixture
def material(theme: Theme) -> Material:
    """Return what there is to export, without a window."""
    tile = INCIDENT.sections[0].tiles[0]
    return Material(theme, FEW, PROVENANCE, tile=tile, chart=INCIDENT.charts[0])


def made(export: Export, material: Material) -> bytes:
    """Return the file."""
    return asyncio.run(file_bytes(export, material))


def image(data: bytes) -> QImage:
    """Return a file's picture."""
    read = QImage.fromData(data)
    assert not read.isNull()
    return read


@pytest.mark.parametrize(
    ("export", "size"),
    [
        (Export(ExportSubject.PAGE, ExportFormat.PNG), QSize(1920, 1080)),
        (Export(ExportSubject.PAGE, ExportFormat.PNG, PictureSize(1, 1280, 720)), QSize(1280, 720)),
        (
            Export(ExportSubject.PAGE, ExportFormat.PNG, PICTURE_SIZES[SizeChoice.FOUR_K]),
            QSize(3840, 2160),
        ),
        (
            Export(ExportSubject.TILE, ExportFormat.PNG, PictureSize(3), metric=SPEED),
            QSize(1440, 810),
        ),
        (
            Export(ExportSubject.TILE, ExportFormat.PNG, PictureSize(1, 1280, 720), metric=SPEED),
            QSize(1280, 720),
        ),
        (
            Export(ExportSubject.CHART, ExportFormat.PNG, PictureSize(2), metric=SPEED),
            QSize(1920, 1080),
        ),
    ],
    ids=["page", "1280x720", "4K", "tile at 3x", "tile at a size", "chart at 2x"],
)
def test_a_picture_has_the_size_that_was_asked_for(
    material: Material, export: Export, size: QSize
) -> None:
    """To the pixel, with what it says of itself in the file."""
    data = made(export, material)
    assert image(data).size() == size
    record = record_of_chunks(png_texts(data, "x.png"), "x.png")
    assert record.metrics[0].value == 318.0


def test_a_tiles_file_speaks_of_that_tile_alone(material: Material) -> None:
    """No figure that is not in the picture is in its record, nor in its table."""
    png = made(Export(ExportSubject.TILE, ExportFormat.PNG, metric=SPEED), material)
    assert [m.id for m in record_of_chunks(png_texts(png, "x"), "x").metrics] == [SPEED]
    table = made(Export(ExportSubject.TILE, ExportFormat.CSV, metric=SPEED), material).decode()
    assert len(table.splitlines()) == 2


def test_a_page_is_its_own_figures(material: Material) -> None:
    """The table of a topic's page has the topic's figures, that of the overview has all."""
    section = replace(FEW.sections[0], topic=Topic.COMMUNITY)
    tile = replace(section.tiles[0], metric=STARS)
    view = replace(FEW, sections=(replace(section, tiles=(tile,)),))
    known = replace(material, view=view)
    page = json.loads(made(Export(ExportSubject.PAGE, ExportFormat.JSON, page="community"), known))
    assert [row["id"] for row in page["metrics"]] == [STARS]
    assert page["series"] == []
    whole = json.loads(made(Export(ExportSubject.PAGE, ExportFormat.JSON), known))
    assert len(whole["metrics"]) == 2
    assert len(whole["series"]) == 1


def test_a_pdf_has_text_and_says_where_it_comes_from(material: Material) -> None:
    """It is of A4, its letters are letters, and the record is attached whole."""
    pdf = made(Export(ExportSubject.PAGE, ExportFormat.PDF), material)
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[0 0 84[12][.\d]* 59[56][.\d]*\]", pdf)
    assert b"/EmbeddedFile" in pdf
    letters = "".join(_unpacked(pdf))
    assert all(f"<{ord(digit):04X}>" in letters.upper() for digit in "318"), "digits are digits"


def test_every_page_makes_one_pdf(material: Material) -> None:
    """One sheet for each page that can be drawn, in the shape that was asked for."""
    pdf = made(Export(ExportSubject.PAGES, ExportFormat.PDF, sheet=SheetShape.SCREEN), material)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 7
    assert re.search(rb"/MediaBox \[0 0 1440[.\d]* 810[.\d]*\]", pdf)


def test_a_chart_as_svg_has_its_words_as_text(material: Material) -> None:
    """Title, figures and scale can be searched, and the record is in its description."""
    svg = made(Export(ExportSubject.CHART, ExportFormat.SVG, metric=SPEED), material).decode()
    words = {text.strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)}
    assert {"Response time", "318", "784", "ms", "1,000", "13:30"} <= words
    assert "aux-monitor.metrics" in svg


def test_a_charts_table_has_its_lines(material: Material) -> None:
    """One column for the time and one for each line."""
    table = made(Export(ExportSubject.CHART, ExportFormat.CSV, metric=SPEED), material).decode()
    assert table.splitlines()[0].startswith("time,")
    assert len(table.splitlines()) > 100


def test_the_open_window_is_drawn_as_it_stands(qtbot: QtBot, material: Material) -> None:
    """At 1x and 2x the page has the window's size; another page or size is laid out anew."""
    frame = Frame(material.theme)
    qtbot.addWidget(frame)
    frame.resize(1000, 700)
    frame.show_overview(FEW)
    frame.show()
    shown = replace(material, frame=frame)
    window = ExportSubject.WINDOW
    for ratio in (1.0, 2.0):
        drawn = picture(Export(window, ExportFormat.PNG, PictureSize(ratio)), shown)
        assert drawn.size() == QSize(1000, 700) * ratio
    other = Export(ExportSubject.PAGE, ExportFormat.PNG, page="business")
    assert image(made(other, shown)).size() == QSize(1920, 1080)
    assert frame.page is Page.OVERVIEW
    assert frame.size() == QSize(1000, 700)


@pytest.mark.parametrize(
    ("export", "words"),
    [
        (Export(ExportSubject.PAGE, ExportFormat.SVG), "no SVG of one page: choose PNG, PDF"),
        (Export(ExportSubject.PAGES, ExportFormat.PNG), "no PNG of every page: choose PDF"),
        (Export(ExportSubject.PAGE, ExportFormat.PNG, page="attic"), "no page 'attic': choose"),
        (Export(ExportSubject.PAGE, ExportFormat.PNG, page="alerts"), "no page 'alerts'"),
        (Export(ExportSubject.TILE, ExportFormat.PNG, metric=MetricId("x")), "no KPI 'x'"),
        (Export(ExportSubject.CHART, ExportFormat.SVG, metric=MetricId("x")), "no chart of 'x'"),
        (Export(ExportSubject.CHART, ExportFormat.CSV, metric=MetricId("x")), "no chart of 'x'"),
    ],
)
def test_what_there_is_not_is_one_sentence(material: Material, export: Export, words: str) -> None:
    """It says what there is instead, where there is anything."""
    with pytest.raises(ExportError, match=words):
        made(export, replace(material, tile=None, chart=None))


def test_every_format_that_is_offered_can_be_made(material: Material) -> None:
    """Nothing in the table of formats ends in an error."""
    for subject, formats in FORMATS.items():
        for form in formats:
            if subject is not ExportSubject.PAGES:
                assert made(Export(subject, form, PictureSize(1, 640, 360), metric=None), material)


def _unpacked(pdf: bytes) -> list[str]:
    """Return the text of every packed stream in a PDF."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        unpacker = zlib.decompressobj()
        try:
            found.append(unpacker.decompress(packed).decode("latin-1"))
        except zlib.error:
            continue
    return found
