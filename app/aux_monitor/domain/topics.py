"""Which sections of the KPI document are read together: each topic has a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from aux_monitor.domain.catalogue import Category


class Topic(Enum):
    """The topics, in the order of their pages; the value is the page's title."""

    PERFORMANCE = "Performance"
    ADOPTION = "Adoption"
    COMMUNITY = "Community"
    QUALITY = "Quality and security"
    DEVELOPERS = "Developer experience"
    BUSINESS = "Business and competitive"


TOPIC_OF: Mapping[Category, Topic] = {
    Category.NORTH_STAR: Topic.ADOPTION,
    Category.ADOPTION: Topic.ADOPTION,
    Category.GEOGRAPHY: Topic.ADOPTION,
    Category.PLATFORM: Topic.ADOPTION,
    Category.PERFORMANCE: Topic.PERFORMANCE,
    Category.SYSTEM: Topic.PERFORMANCE,
    Category.EFFICIENCY: Topic.PERFORMANCE,
    Category.CODE_QUALITY: Topic.QUALITY,
    Category.RELIABILITY: Topic.QUALITY,
    Category.SECURITY: Topic.QUALITY,
    Category.ONBOARDING: Topic.DEVELOPERS,
    Category.ENGAGEMENT: Topic.DEVELOPERS,
    Category.SUPPORT: Topic.DEVELOPERS,
    Category.COMMUNITY: Topic.COMMUNITY,
    Category.CONTENT: Topic.COMMUNITY,
    Category.ECOSYSTEM: Topic.COMMUNITY,
    Category.MARKET: Topic.BUSINESS,
    Category.FINANCIAL: Topic.BUSINESS,
    Category.PARTNERSHIP: Topic.BUSINESS,
    Category.COMPETITIVE: Topic.BUSINESS,
    Category.DIFFERENTIATION: Topic.BUSINESS,
}
"""The topic of every section; a test holds that none is left out."""
