"""How grave a failed command is: the map from an AUX error code to a severity.

The codes are those the AUX server declares (``ErrorCodes`` of its command schema). The question
asked of each is who has to act: CRITICAL, the server itself broke; HIGH, it could not do what
every page must allow (reach it, keep its session); MEDIUM, a page was too slow or refused;
LOW, the request did not fit the page or the protocol, so the caller has to change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class ErrorSeverity(Enum):
    """The document's four severities, gravest first; the value is the word shown."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


SEVERITY_OF_CODE: Mapping[str, ErrorSeverity] = MappingProxyType(
    {
        "UNKNOWN_ERROR": ErrorSeverity.CRITICAL,
        "SESSION_CLOSED": ErrorSeverity.HIGH,
        "NAVIGATION_FAILED": ErrorSeverity.HIGH,
        "TIMEOUT": ErrorSeverity.HIGH,
        "WAIT_TIMEOUT": ErrorSeverity.MEDIUM,
        "EXTRACTION_FAILED": ErrorSeverity.MEDIUM,
        "ELEMENT_NOT_INTERACTABLE": ErrorSeverity.MEDIUM,
        "ELEMENT_NOT_VISIBLE": ErrorSeverity.LOW,
        "ELEMENT_NOT_FOUND": ErrorSeverity.LOW,
        "INVALID_URL": ErrorSeverity.LOW,
        "INVALID_PARAMS": ErrorSeverity.LOW,
        "INVALID_COMMAND": ErrorSeverity.LOW,
        "SESSION_NOT_FOUND": ErrorSeverity.LOW,
    }
)


def severity_of(code: str) -> ErrorSeverity:
    """Return the severity of an error code.

    A code nobody has classified, or none at all, is HIGH: it must be noticed, and one such
    failure must not read as a broken server.
    """
    return SEVERITY_OF_CODE.get(code, ErrorSeverity.HIGH)
