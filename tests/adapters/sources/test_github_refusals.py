"""Every refusal of GitHub that is no limit: its kind and one sentence."""

from __future__ import annotations

import pytest

from aux_monitor.domain.trust import FailureKind
from aux_monitor.ports.errors import SourceError
from tests.adapters.sources.github_refusals import (
    failing,
    graphql_error,
)
from tests.adapters.sources.github_world import (
    TOKEN,
    A,
    poll,
)
from tests.adapters.sources.loopback import Answering, Asked, Reply, Reset, json_reply


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (
            json_reply({"message": "Bad credentials"}, 401, X_RateLimit_Limit="0"),
            FailureKind.REFUSED,
            "does not accept the token (bad credentials)",
        ),
        (
            json_reply({"message": "Missing or invalid User Agent string."}, 403),
            FailureKind.CONFIGURATION,
            "refuses requests without a User-Agent",
        ),
        (
            json_reply(
                {"message": "Resource not accessible by personal access token"},
                403,
                X_Accepted_GitHub_Permissions="metadata=read,contents=read; issues=read",
            ),
            FailureKind.REFUSED,
            "it lacks the permission metadata=read and contents=read or issues=read.",
        ),
        (
            json_reply({"message": "Resource not accessible by integration"}, 403),
            FailureKind.REFUSED,
            "it lacks a permission.",
        ),
        (
            json_reply({"message": "Resource protected by organization SAML enforcement."}, 403),
            FailureKind.REFUSED,
            "single sign-on",
        ),
        (
            json_reply({"message": "Repository access blocked"}, 403),
            FailureKind.REFUSED,
            "Repository access blocked.",
        ),
        (json_reply({"message": "Not Found"}, 404), FailureKind.NOT_FOUND, "not found on"),
        (json_reply({"message": "Gone"}, 410), FailureKind.NOT_FOUND, "no longer has"),
        (json_reply({}, 451), FailureKind.REFUSED, "for legal reasons"),
        (json_reply({"message": "Bad version"}, 400), FailureKind.REFUSED, ": Bad version."),
        (json_reply({"message": "Validation Failed"}, 422), FailureKind.REFUSED, "Validation"),
        (json_reply({"error": "Server Error"}, 502), FailureKind.SERVER, "error 502 for"),
        (
            Reply(503, b"<!DOCTYPE html><p>Unicorn", {"Content-Type": "text/html"}),
            FailureKind.SERVER,
            "error 503 (a web page)",
        ),
        (
            Reply(200, b"<html>Please log in", {"Content-Type": "text/html"}),
            FailureKind.GARBAGE,
            "a web page instead of data",
        ),
        (Reply(418, b"<html>"), FailureKind.GARBAGE, "a web page instead of"),
        (json_reply({}, 418), FailureKind.GARBAGE, "answered 418 for"),
        (json_reply({}, 202), FailureKind.SERVER, "still computing"),
        (Reply(200, b"{"), FailureKind.GARBAGE, "something that is not JSON"),
        (Reply(200, b"\xff\xfe"), FailureKind.GARBAGE, "something that is not JSON"),
        (Reply(200, b"[" * 100_000), FailureKind.GARBAGE, "answered"),
        (json_reply([1]), FailureKind.GARBAGE, "unknown shape"),
        (json_reply({}), FailureKind.GARBAGE, "without data or reason"),
        (Reset(), FailureKind.UNREACHABLE, "broke off"),
    ],
)
def test_each_refusal_has_its_kind_and_one_sentence(
    answer: Answering, kind: FailureKind, words: str
) -> None:
    """Nothing but a limit is retried as one; each sentence is one line without the token."""
    error = failing(answer)
    assert (error.kind, words in error.sentence) == (kind, True), error.sentence
    assert error.retry_after_s is None
    assert "\n" not in error.sentence
    assert error.sentence.endswith((".", "?"))
    assert error.permanent is (
        kind in (FailureKind.REFUSED, FailureKind.NOT_FOUND, FailureKind.CONFIGURATION)
    )


def test_a_private_server_asks_for_a_token() -> None:
    """401 to nobody is another sentence than 401 to a token."""
    error = failing(json_reply({"message": "Must authenticate"}, 401), token="")
    assert error.sentence.endswith("answers only with a token, and none is stored.")


def test_an_endpoint_that_echoes_the_token_does_not_get_it_shown() -> None:
    """A server that writes the Authorization header into its message is quoted without it."""

    def echo(asked: Asked) -> Reply:
        return json_reply({"message": f"no: {asked.headers['authorization']}"}, 422)

    with pytest.raises(SourceError) as caught:
        poll(echo, A)
    assert "no: Bearer ***" in caught.value.sentence
    assert TOKEN not in repr(caught.value)


def test_a_rejected_query_is_quoted() -> None:
    """An older server that lacks a field says which; the sentence passes it on."""
    error = failing(
        graphql_error("undefinedField", "Field 'x' doesn't exist on type 'Y'", data=False)
    )
    assert error.kind is FailureKind.SERVER
    assert "Field 'x' doesn't exist on type 'Y'." in error.sentence
