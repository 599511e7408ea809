"""The files shipped with the program."""

from __future__ import annotations

from pathlib import Path

import aux_monitor
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import Place, TomlText
from aux_monitor.settings.errors import SettingsError

LONGEST_FILE = 1_000_000
"""No settings or overlay that a person writes is longer, in bytes."""


def resource_root() -> Path:
    """Return the folder of catalogue, fonts, icons and themes.

    It lies inside the installed package; in a source tree, two levels above it.

    Raises:
        SettingsError: the installation holds neither.
    """
    package = Path(aux_monitor.__file__).resolve().parent
    return find_resources(package)


def find_resources(package: Path) -> Path:
    """Return the resources that belong to the package folder, or raise ``SettingsError``."""
    for root in (package / "resources", package.parents[1] / "resources"):
        if (root / "catalogue").is_dir():
            return root
    raise SettingsError(
        f"{package / 'resources'}: the program's own files are missing; install it again"
    )


def load_catalogue(overlay: Path | None = None, root: Path | None = None) -> Catalogue:
    """Return the shipped catalogue, with the user's ``overlay`` laid over it where it exists.

    ``root`` is the resource folder, found by itself when not given. Raises ``SettingsError``
    naming file, entry and field; an overlay's fault leaves ``load_catalogue()`` as the way on.
    """
    files = shipped_texts(root)
    changes = None if overlay is None else find_text(overlay)
    if changes is None:
        return decode_catalogue(files)
    return decode_catalogue(files, TomlText(str(overlay), changes))


def shipped_texts(root: Path | None = None) -> list[TomlText]:
    """Return the texts of the shipped catalogue; ``root`` is as for ``load_catalogue``."""
    folder = (resource_root() if root is None else root) / "catalogue"
    paths = sorted(folder.glob("*.toml"))
    return [TomlText(f"catalogue/{path.name}", read_text(path)) for path in paths]


def read_text(path: Path) -> str:
    """Return the text of a small UTF-8 file, or raise ``SettingsError`` saying why not."""
    text = find_text(path)
    if text is None:
        raise Place(str(path)).error("there is no such file")
    return text


def find_text(path: Path) -> str | None:
    """Do as ``read_text``, but return None where there is no such file."""
    place = Place(str(path))
    raw = _read(path, place)
    if raw is None:
        return None
    if len(raw) > LONGEST_FILE:
        raise place.error("is too long for a file that a person wrote")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise place.error(f"is not UTF-8 text (byte {error.start})") from None


def _read(path: Path, place: Place) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise place.error("is a folder, not a file") from None
    except PermissionError:
        raise place.error("may not be read (permission denied)") from None
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror}") from None
