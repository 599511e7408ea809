"""One repository in one GraphQL request, which needs a token; long lists take more pages."""

from __future__ import annotations

import msgspec

from aux_monitor.adapters.sources.decoding import decode
from aux_monitor.adapters.sources.github_api import GitHubApi
from aux_monitor.adapters.sources.github_graphql_facts import Core, Pages, core_of
from aux_monitor.adapters.sources.github_graphql_wire import (
    GraphQLAnswer,
    PageInfo,
    Question,
    Variables,
)
from aux_monitor.adapters.sources.github_limits import Bucket, is_secondary
from aux_monitor.adapters.sources.github_rest import closed_query, opened_query, pulls_query

MOST_PAGES = 10
"""A search ends at 1,000 results: ten pages of 100. Alerts are followed as far."""

_ANSWER = msgspec.json.Decoder(GraphQLAnswer)
_ENCODER = msgspec.json.Encoder()
_LIMITED = ("RATE_LIMITED", "RATE_LIMIT")


async def read_core(api: GitHubApi, query: str, name: str, now: float) -> Core:
    """Return what one query tells of a repository; ``now`` ends its 30 days.

    ``query`` is the text of ``resources/github/kpi.graphql``. Raises ``SourceError`` when the
    repository itself cannot be read. A repository that was renamed is asked for again by its new
    name, since the searches in the query know only that.
    """
    pages = await _pages(api, query, _variables(name, now))
    core = core_of(pages, api, name, now)
    if core.name.lower() == name.lower():
        return core
    pages = await _pages(api, query, _variables(core.name, now))
    return core_of(pages, api, core.name, now)


async def _pages(api: GitHubApi, query: str, first: Variables) -> Pages:
    answer = await _ask(api, query, first)
    if answer.data is None and any(e.type == "INSUFFICIENT_SCOPES" for e in answer.errors or ()):
        # A classic token without the scope for alerts loses the whole answer with them.
        first = msgspec.structs.replace(first, alerts=False)
        answer = await _ask(api, query, first)
    answers = [answer]
    following = _following(first, answer)
    while following is not None and len(answers) < MOST_PAGES:
        answer = await _ask(api, query, following)
        answers.append(answer)
        following = _following(first, answer)
    return Pages(tuple(answers), alerts_asked=first.alerts)


def _following(first: Variables, answer: GraphQLAnswer) -> Variables | None:
    """Return the request for what the answer's lists left over, None when nothing is."""
    data = answer.data
    repository = data.repository if data is not None else None
    closed = _cursor(data.closed.page_info if data is not None and data.closed else None)
    alerts = _cursor(
        repository.open_alerts.page_info
        if repository is not None and repository.open_alerts is not None
        else None
    )
    if closed is None and alerts is None:
        return None
    return msgspec.structs.replace(
        first,
        first=False,
        closed_page=closed is not None,
        closed_after=closed,
        alerts=alerts is not None,
        alerts_after=alerts,
    )


def _cursor(page: PageInfo | None) -> str | None:
    return page.end_cursor if page is not None and page.has_next_page else None


async def _ask(api: GitHubApi, query: str, variables: Variables) -> GraphQLAnswer:
    """Return one answer; a limit, which comes as an error in a 200, is raised like any other."""
    name = f"{variables.owner}/{variables.name}"
    body = _ENCODER.encode(Question(query, variables))
    raw = await api.post_graphql(body, f"the repository {name}")
    answer = decode(raw, _ANSWER, api.host)
    for error in answer.errors or ():
        if error.type in _LIMITED or is_secondary(error.message):
            said = error.message if is_secondary(error.message) else "API rate limit exceeded"
            limited = api.gate.refused(Bucket.GRAPHQL, raw, said)
            if limited is not None:
                raise limited
    return answer


def _variables(name: str, now: float) -> Variables:
    owner, _, repository = name.partition("/")
    return Variables(
        owner,
        repository,
        opened=opened_query(name, now),
        closed=closed_query(name, now),
        pulls=pulls_query(name, now),
    )
