"""The HTTP API, version 1: read-only JSON."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from hashlib import blake2b
from typing import TypeVar

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aux_monitor import __version__
from aux_monitor.collector.answers import known_metrics
from aux_monitor.collector.measures import SpanError
from aux_monitor.collector.openapi import description
from aux_monitor.collector.questions import QuestionError, series_question, snapshot_question
from aux_monitor.collector.service import Collector
from aux_monitor.collector.store.engine import StoreError
from aux_monitor.collector.wire import SnapshotBody

T = TypeVar("T")

_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


class Api(Struct, frozen=True):
    """The endpoints over one collector.

    ``executor`` runs the questions to the store; ``look`` returns when the logs were looked at.
    """

    collector: Collector
    executor: Executor
    look: Callable[[], Awaitable[None]]
    clock: Callable[[], float]
    started_at: float

    def application(self) -> Starlette:
        """Return the ASGI application, without its guard."""
        return Starlette(
            routes=[
                Route("/api/v1/snapshot", self._snapshot),
                Route("/api/v1/series", self._series),
                Route("/api/v1/health", self._health),
                Route("/openapi.json", self._openapi),
            ],
            exception_handlers={
                HTTPException: _http_error,
                QuestionError: _wrong_question,
                SpanError: _wrong_question,
                StoreError: _no_store,
                Exception: _fault,
            },
        )

    async def _snapshot(self, request: Request) -> Response:
        await self.look()
        question = snapshot_question(request.query_params, self.clock())
        body = None
        if not question.as_of:
            body = self.collector.snapshot_from_memory(question.span)
        if body is None:
            body = await self._ask(lambda: self.collector.snapshot_from_store(question.span))
        etag = _etag(body)
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**_HEADERS, "ETag": etag})
        return _json(body, etag)

    async def _series(self, request: Request) -> Response:
        metric = request.query_params.get("metric", "")
        if metric not in known_metrics():
            raise HTTPException(404, f"There is no metric {metric[:60]!r} here.")
        span = series_question(request.query_params, self.clock())
        await self.look()
        return _json(await self._ask(lambda: self.collector.series(metric, span)))

    async def _health(self, request: Request) -> Response:
        del request
        uptime_s = max(0.0, self.clock() - self.started_at)
        return _json(
            {"status": "ok", "version": __version__, "pid": os.getpid(), "uptime_s": uptime_s}
        )

    async def _openapi(self, request: Request) -> Response:
        del request
        return _json(description())

    async def _ask(self, question: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, question)


def _json(body: object, etag: str = "", status: int = 200) -> Response:
    headers = {**_HEADERS, "ETag": etag} if etag else _HEADERS
    return Response(
        msgspec.json.encode(body), status, headers=headers, media_type="application/json"
    )


def _etag(body: SnapshotBody) -> str:
    """Return a tag over everything but the times of asking."""
    metrics = [(each.value, each.n, each.series, each.note) for each in body.metrics.values()]
    told = msgspec.json.encode((metrics, body.by_method, body.ingest, body.outcomes))
    return f'"{blake2b(told, digest_size=12).hexdigest()}"'


async def _http_error(request: Request, error: Exception) -> Response:
    """Answer an unknown path or a method that does not fit."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = {
        404: f"There is nothing at {request.url.path[:100]!r}.",
        405: f"{request.method[:20]} is not possible here: this API is only read.",
    }.get(status, "The request cannot be answered.")
    if isinstance(error, HTTPException) and "/series" in request.url.path and status == 404:
        sentence = error.detail
    response = _json({"error": sentence}, status=status)
    if status == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response


async def _wrong_question(request: Request, error: Exception) -> Response:
    del request
    return _json({"error": f"{error}."}, status=400)


async def _no_store(request: Request, error: Exception) -> Response:
    del request
    return _json({"error": f"{error}"}, status=503)


async def _fault(request: Request, error: Exception) -> Response:
    """Answer a fault of the program itself; the text of it may hold anything, so none is given."""
    del request
    return _json({"error": f"The collector failed ({type(error).__name__})."}, status=500)
