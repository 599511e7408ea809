"""GitHub's own schema and description, from its packages on npm, kept under ``build/``.

Only the two files that are read are unpacked: the description's package holds 385 MB of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema

CACHE = Path(__file__).parents[3] / "build" / "github-contract"
SCHEMA = ("@octokit/graphql-schema@15.26.1", "package/schema.graphql")
DESCRIPTION = ("@octokit/openapi@23.0.2", "package/generated/api.github.com.json")


def _unpacked(npm: str, package: str, member: str, folder: str) -> bytes:
    command = [npm, "pack", package, "--json", "--pack-destination", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- npm
    assert done.returncode == 0, done.stderr
    with tarfile.open(Path(folder) / json.loads(done.stdout)[0]["filename"]) as archive:
        found = archive.extractfile(member)
        assert found is not None
        return found.read()


def published(package: str, member: str) -> str:
    """Return one file of an npm package, fetched at the first time."""
    kept = CACHE / f"{package.rpartition('/')[2]}-{Path(member).name}"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm is not installed: GitHub's own schema cannot be fetched")
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            part = Path(folder) / "part"
            part.write_bytes(_unpacked(npm, package, member, folder))
            part.replace(kept)
    return kept.read_text("utf-8")


@pytest.fixture(scope="package")
def schema() -> GraphQLSchema:
    """GitHub's published GraphQL schema."""
    return build_schema(
        published(*SCHEMA), assume_valid=True, assume_valid_sdl=True, no_location=True
    )


@pytest.fixture(scope="package")
def description() -> dict[str, Any]:
    """GitHub's published OpenAPI description."""
    read: dict[str, Any] = json.loads(published(*DESCRIPTION))
    return read
