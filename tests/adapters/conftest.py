"""Async tests run on asyncio."""

from __future__ import annotations

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Name the event loop of async tests."""
    return "asyncio"
