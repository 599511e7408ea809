"""Pictures that are drawn and still have to reach the disk."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtGui import QImage

from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.provenance import Provenance
from aux_monitor.ui.export import write_png


class Snapshot(Struct, frozen=True):
    """A picture, where its figures come from, and where it goes."""

    image: QImage
    provenance: Provenance
    path: Path

    def write(self) -> None:
        """Write it whole or not at all, making the folder; touches no widget.

        Raises:
            ExportError: naming the place and the reason.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"The folder {self.path.parent} cannot be made: {error.strerror or error}."
            ) from error
        write_png(self.image, self.provenance, self.path)
