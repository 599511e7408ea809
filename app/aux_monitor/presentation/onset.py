"""What came shortly before an alert: the release that may have brought it."""

from __future__ import annotations

from collections.abc import Mapping

from aux_monitor.domain.reading import Release, SourceId
from aux_monitor.presentation import text
from aux_monitor.settings.language import tr

NEAR_S = 3600.0
"""A release this long before an alert began is named beside it."""


def release_before(
    releases: Mapping[SourceId, tuple[Release, ...]], began_at: float, within_s: float = NEAR_S
) -> Release | None:
    """Return the last release within ``within_s`` before ``began_at``, None without one."""
    near = [
        release
        for published in releases.values()
        for release in published
        if 0.0 <= began_at - release.at <= within_s
    ]
    return max(near, key=lambda release: release.at, default=None)


def after_release(
    releases: Mapping[SourceId, tuple[Release, ...]], began_at: float, prefix: str = ""
) -> str:
    """Return ``, four minutes after v1.3.0``, empty when no release came shortly before."""
    release = release_before(releases, began_at)
    if release is None:
        return ""
    span = text.in_words(began_at - release.at)
    return tr(
        ", {span} after {release}", span=span, release=f"{prefix}{text.clean(release.tag, 24)}"
    )
