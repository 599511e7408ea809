"""What a person can ask to have exported: what, as what, how large, and where to."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from msgspec import Struct

from aux_monitor.domain.reading import MetricId


class ExportSubject(Enum):
    """What is exported; the value is the label."""

    WINDOW = "This window"
    PAGE = "One page"
    PAGES = "Every page"
    TILE = "One tile"
    CHART = "One chart"


class ExportFormat(Enum):
    """What it is exported as; the value is the file's extension."""

    PNG = "png"
    PDF = "pdf"
    SVG = "svg"
    CSV = "csv"
    JSON = "json"


class PictureSize(Struct, frozen=True):
    """A picture's size: ``ratio`` pixels to each of ``width`` x ``height`` logical ones.

    Without a width it is as large as the window, the tile or the chart is.
    """

    ratio: float = 1.0
    width: int = 0
    height: int = 0

    @property
    def is_fixed(self) -> bool:
        """Return whether the picture has a size of its own."""
        return self.width > 0


class SheetShape(Enum):
    """The pages of a PDF; the value is the label."""

    A4 = "A4, landscape"
    SCREEN = "Screen, 16:9"


class Export(Struct, frozen=True):
    """Export something.

    ``page`` is the page's name (empty: the one that is open), ``metric`` the tile's or the
    chart's. ``path`` is where to (None: the folder for snapshots); ``clipboard`` takes it there
    instead: a PNG as a picture, anything else as text. ``scheduled``: nobody asked just now.
    """

    subject: ExportSubject
    format: ExportFormat
    size: PictureSize = PictureSize()
    sheet: SheetShape = SheetShape.A4
    page: str = ""
    metric: MetricId | None = None
    path: Path | None = None
    clipboard: bool = False
    scheduled: bool = False


class SetPrivate(Struct, frozen=True):
    """Hide figures and names from now on, or show them again (None: whichever is not so now)."""

    on: bool | None = None


FORMATS: dict[ExportSubject, tuple[ExportFormat, ...]] = {
    ExportSubject.WINDOW: (
        ExportFormat.PNG,
        ExportFormat.PDF,
        ExportFormat.CSV,
        ExportFormat.JSON,
    ),
    ExportSubject.PAGE: (
        ExportFormat.PNG,
        ExportFormat.PDF,
        ExportFormat.CSV,
        ExportFormat.JSON,
    ),
    ExportSubject.PAGES: (ExportFormat.PDF,),
    ExportSubject.TILE: (
        ExportFormat.PNG,
        ExportFormat.PDF,
        ExportFormat.CSV,
        ExportFormat.JSON,
    ),
    ExportSubject.CHART: tuple(ExportFormat),
}
"""Which formats there are of what."""


class SizeChoice(Enum):
    """The sizes a person chooses from; the value is the label."""

    ONE = "1x"
    TWO = "2x"
    THREE = "3x"
    HD = "1280 x 720"
    FULL_HD = "1920 x 1080"
    FOUR_K = "3840 x 2160"


PICTURE_SIZES = {
    SizeChoice.ONE: PictureSize(1.0),
    SizeChoice.TWO: PictureSize(2.0),
    SizeChoice.THREE: PictureSize(3.0),
    SizeChoice.HD: PictureSize(1.0, 1280, 720),
    SizeChoice.FULL_HD: PictureSize(1.0, 1920, 1080),
    SizeChoice.FOUR_K: PictureSize(2.0, 1920, 1080),
}
"""How large each of them is."""
