"""Pictures as files: their pixels, what they say of themselves, and what cannot go wrong."""

from __future__ import annotations

import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import SourceId
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import Provenance, SourceProvenance, Stamp
from aux_monitor.ui.export import (
    free_path,
    render_unseen,
    render_widget,
    stamp_height,
    stamped,
)
from aux_monitor.ui.theme import Theme
from tests.ui.pictures import write_png

NOW = 1_795_443_540.0
PROVENANCE = Provenance(
    "0.1.0",
    NOW,
    NOW - 3600,
    demo=True,
    sources=(SourceProvenance(SourceId("github"), "GitHub ☂", Trust.STALE, NOW - 900),),
    metrics=(),
)
WARNING = Stamp("Not all of this is fresh: GitHub stale", Level.OFF_TARGET)


class Cells(QWidget):
    """Draws squares of ten pixels, each in another colour."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and shape
        """Draw the squares."""
        painter = QPainter(self)
        for left in range(0, self.width(), 10):
            for top in range(0, self.height(), 10):
                painter.fillRect(left, top, 10, 10, QColor(left, top, 120))
        painter.end()


@pytest.fixture
def cells(qtbot: QtBot) -> Cells:
    """Return a widget of 120x80 that is shown."""
    made = Cells()
    qtbot.addWidget(made)
    made.resize(120, 80)
    made.show()
    return made


def picture(width: int = 8, height: int = 6) -> QImage:
    """Return a small picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    return image


def test_two_times_is_the_same_layout_with_twice_the_pixels(cells: Cells) -> None:
    """At 2x the picture has twice the pixels each way and shows the same, not more."""
    one, two = render_widget(cells, 1.0), render_widget(cells, 2.0)
    assert (one.size(), two.size()) == (QSize(120, 80), QSize(240, 160))
    middles = [(x, y) for x in range(5, 120, 10) for y in range(5, 80, 10)]
    assert len({one.pixelColor(x, y).rgb() for x, y in middles}) == len(middles)
    assert all(two.pixelColor(2 * x, 2 * y) == one.pixelColor(x, y) for x, y in middles)


def test_a_window_nobody_saw_gives_the_same_pixels(qtbot: QtBot, cells: Cells) -> None:
    """Without a display the picture equals that of a window on screen."""
    unseen = Cells()
    qtbot.addWidget(unseen)
    assert render_unseen(unseen, QSize(120, 80), 1.0) == render_widget(cells, 1.0)


def test_a_stamp_stands_below_and_covers_nothing(theme: Theme) -> None:
    """The strip is added under the picture; the picture's own pixels stay as they were."""
    plain = picture(400, 90)
    marked = stamped(plain, WARNING, theme)
    height = stamp_height(WARNING, theme, 400)
    assert height > 0
    assert marked.size() == QSize(400, 90 + height)
    assert marked.copy(0, 0, 400, 90) == plain
    assert marked.pixelColor(200, 90) == theme.colours.off_target


def test_no_stamp_changes_nothing(theme: Theme) -> None:
    """A picture of fresh figures is left as it is."""
    assert stamped(picture(), None, theme) == picture()
    assert stamp_height(None, theme, 400) == 0


def test_a_long_stamp_is_not_cut_on_a_narrow_picture(theme: Theme) -> None:
    """On one tile's picture the words wrap instead of running out of it."""
    assert stamp_height(WARNING, theme, 160) > stamp_height(WARNING, theme, 800)


def test_the_file_says_where_its_figures_come_from(tmp_path: Path) -> None:
    """Every provenance chunk can be read back from the file, letters beyond Latin-1 too."""
    path = tmp_path / "picture.png"
    write_png(picture(), PROVENANCE, path)
    read = QImage(str(path))
    for keyword, text in PROVENANCE.chunks():
        assert read.text(keyword) == text
    assert read.pixelColor(3, 3) == QColor("#336699")


def test_the_file_is_a_png_with_text_chunks_other_programs_find(tmp_path: Path) -> None:
    """The chunks are the format's own, uncompressed where short: tEXt and iTXt or zTXt."""
    path = tmp_path / "picture.png"
    write_png(picture(), PROVENANCE, path)
    kinds = dict(_chunks(path.read_bytes()))
    assert {"IHDR", "IDAT", "IEND"} <= kinds.keys()
    assert kinds["tEXt"].startswith((b"Title\0", b"Software\0", b"Creation Time\0", b"aux-monitor"))
    assert "iTXt" in kinds


def test_a_write_replaces_the_file_whole(tmp_path: Path) -> None:
    """An explicit path is replaced, and nothing else is left in the folder."""
    path = tmp_path / "picture.png"
    path.write_bytes(b"old")
    write_png(picture(), PROVENANCE, path)
    assert not QImage(str(path)).isNull()
    assert [entry.name for entry in tmp_path.iterdir()] == ["picture.png"]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("missing/picture.png", "the folder does not exist"),
        ("file/picture.png", "a part of the path is not a folder"),
        ("folder", "it is a folder"),
        ("n" * 300 + ".png", "the name is too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str, reason: str) -> None:
    """One sentence names the path and the reason."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError) as refusal:
        write_png(picture(), PROVENANCE, tmp_path / place)
    sentence = str(refusal.value)
    assert str(tmp_path / place) in sentence
    assert reason in sentence
    assert sentence.endswith(".")


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    """When the bytes do not fit, what was there stays, whole, and nothing half-written is left."""
    path = tmp_path / "picture.png"
    path.write_bytes(b"old")
    with _files_no_larger_than(100), pytest.raises(ExportError, match="larger than"):
        write_png(picture(800, 600), PROVENANCE, path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["picture.png"]


def test_an_empty_picture_is_refused(tmp_path: Path) -> None:
    """A picture without pixels makes a sentence, not an empty file."""
    with pytest.raises(ExportError, match="empty"):
        write_png(QImage(), PROVENANCE, tmp_path / "picture.png")
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """A second snapshot in the same second gets -2, a third -3."""
    names = []
    for _ in range(3):
        path = free_path(tmp_path, NOW)
        names.append(path.name)
        path.touch()
    assert names == [
        "aux-monitor-2026-11-23T141900Z.png",
        "aux-monitor-2026-11-23T141900Z-2.png",
        "aux-monitor-2026-11-23T141900Z-3.png",
    ]


def test_the_file_has_the_rights_of_any_file(tmp_path: Path) -> None:
    """The picture can be read by whom a new file can be read, as the umask says."""
    (tmp_path / "plain").touch()
    write_png(picture(), PROVENANCE, tmp_path / "picture.png")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "picture.png")}
    assert len(modes) == 1


@given(text=st.text(min_size=1, max_size=60).filter(lambda text: text == " ".join(text.split())))
def test_no_source_name_breaks_the_file(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever a source is called, the file is a picture that still says it is a demonstration."""
    path = tmp_path_factory.mktemp("names") / "picture.png"
    named = replace(PROVENANCE, sources=(replace(PROVENANCE.sources[0], name=text),))
    write_png(picture(), named, path)
    assert QImage(str(path)).text("aux-monitor.demo") == "true"


def _chunks(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8].decode("ascii"), data[at + 8 : at + 8 + size]
        at += size + 12


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="this system has no file size limits")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
