"""The API's description (OpenAPI 3.1), from the same types the answers are made of."""

from __future__ import annotations

from typing import Any

import msgspec

from aux_monitor import __version__
from aux_monitor.collector import questions
from aux_monitor.collector.answers import known_metrics
from aux_monitor.collector.wire import SeriesAnswer, SnapshotBody

_AT = "A POSIX time in seconds."


def description() -> dict[str, Any]:  # the document's own shape is JSON's
    """Return the OpenAPI document as JSON values."""
    (snapshot, series), components = msgspec.json.schema_components(
        (SnapshotBody, SeriesAnswer), ref_template="#/components/schemas/{name}"
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "AUX Monitor collector", "version": __version__},
        "paths": {
            "/api/v1/snapshot": _get(
                "Every figure as of now, or as of a time",
                [
                    _seconds("window", questions.WINDOW_S, "What a figure covers."),
                    _seconds("history", questions.HISTORY_S, "How far back series reach."),
                    _seconds("step", questions.STEP_S, "The distance of a series' points."),
                    _parameter("at", {"type": "number"}, f"As of then. {_AT}"),
                ],
                snapshot,
            ),
            "/api/v1/series": _get(
                "One metric's history; a coarser step than asked for is told in the answer",
                [
                    _parameter(
                        "metric", {"enum": sorted(known_metrics())}, "Which metric.", required=True
                    ),
                    _parameter("since", {"type": "number"}, _AT),
                    _parameter("until", {"type": "number"}, _AT),
                    _seconds("step", questions.STEP_S, "The distance of the points."),
                    _seconds("window", questions.WINDOW_S, "What a point covers at least."),
                ],
                series,
            ),
            "/api/v1/health": _get("Whether the collector runs", [], {"type": "object"}),
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _get(summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "Yes", "content": {"application/json": {"schema": schema}}}
    }
    for status, why in (("400", "A parameter is wrong"), ("401", "The token is missing or wrong")):
        answers[status] = {"description": why, "content": {"application/json": {"schema": _ERROR}}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


_ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string"}},
    "required": ["error"],
}


def _seconds(name: str, default: int, text: str) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 0, "default": default}
    return _parameter(name, schema, f"{text} In seconds.")


def _parameter(
    name: str, schema: dict[str, Any], text: str, *, required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "schema": schema,
        "description": text,
    }
