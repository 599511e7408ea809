"""The saved query, and what is made of its answers, held against GitHub's published schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import (
    GraphQLAbstractType,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute_sync,
    parse,
    validate,
)

from aux_monitor.domain.reading import MetricId
from tests.adapters.sources.github_world import QUERY, Repo, World, graphql_data, poll, reading
from tests.adapters.sources.loopback import Answering, Asked, json_reply

pytestmark = pytest.mark.engine

A = "aux/server"


def test_the_saved_query_is_valid_on_githubs_schema(schema: GraphQLSchema) -> None:
    """Every field, argument, variable and fragment is one GitHub knows."""
    assert validate(schema, parse(QUERY)) == []


def test_a_field_github_does_not_know_would_be_noticed(schema: GraphQLSchema) -> None:
    """The check above can fail: one letter more and it does."""
    assert validate(schema, parse(QUERY.replace("stargazerCount", "stargazerCounts")))


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **_arguments: object) -> object:
    return source.get(info.path.key)


def _kind(value: Any, _info: GraphQLResolveInfo[Any], _abstract: GraphQLAbstractType) -> str:
    return "Commit" if "statusCheckRollup" in value else "Issue"


def executed(schema: GraphQLSchema, repo: Repo, body: dict[str, Any]) -> dict[str, Any]:
    """Return the answer a server with GitHub's schema gives to the query as it was sent."""
    result = execute_sync(
        schema,
        parse(body["query"]),
        root_value=graphql_data(repo, body["variables"]),
        variable_values=body["variables"],
        field_resolver=_resolve,
        type_resolver=_kind,
    )
    return dict(result.formatted)


def test_answers_of_a_server_with_githubs_schema_give_the_same_figures(
    schema: GraphQLSchema,
) -> None:
    """Query, variables, pages and decoding fit together: the schema's executor is the server."""
    repo = Repo(A, closed_after_s=[86_400] * 130, severities=["CRITICAL"] * 101 + ["LOW"])
    world = World(repo)
    answers: list[dict[str, Any]] = []

    def execute(asked: Asked) -> Answering | None:
        if not asked.path.endswith("/graphql"):
            return None
        answers.append(executed(schema, repo, json.loads(asked.body)))
        return json_reply(answers[-1])

    expected = poll(world, A)
    world.overrides.append(execute)
    fetched = poll(world, A)
    assert len(answers) == 2
    assert not any("errors" in answer for answer in answers)
    assert fetched.readings == expected.readings
    assert not fetched.failed
    assert reading(fetched, "vulnerabilities_critical").value == 101
    assert reading(fetched, "issue_resolution_time").n == 130
    assert fetched.releases == expected.releases


def test_a_field_that_a_server_cannot_answer_costs_its_figure_alone(
    schema: GraphQLSchema,
) -> None:
    """An error from the executor itself (a null where none may be) has the path that is read."""
    repo = Repo(A)
    world = World(repo)

    def execute(asked: Asked) -> Answering | None:
        if not asked.path.endswith("/graphql"):
            return None
        body = json.loads(asked.body)
        data = graphql_data(repo, body["variables"])
        data["repository"]["openAlerts"]["totalCount"] = "not a number"
        result = execute_sync(
            schema,
            parse(body["query"]),
            root_value=data,
            variable_values=body["variables"],
            field_resolver=_resolve,
            type_resolver=_kind,
        )
        return json_reply(dict(result.formatted))

    world.overrides.append(execute)
    fetched = poll(world, A)
    assert "Dependabot alerts" in (fetched.failed or {})[MetricId("vulnerabilities_high")]
    assert reading(fetched, "github_stars").value == 100
