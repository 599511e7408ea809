"""Names and targets of the metrics that nothing fills yet, by section."""

from __future__ import annotations

UNCONNECTED: dict[str, tuple[tuple[str, str], ...]] = {
    "North Star": (
        ("Developer satisfaction", "target > 4.2"),
        ("First integration", "target < 30 min"),
    ),
    "Adoption": (
        ("Total installations", "6 mo 5,000"),
        ("Monthly active users", "6 mo 1,000"),
        ("Daily users", "trigger > 20 % drop"),
        ("Churn rate", "trigger > 10 %"),
    ),
    "Geography": (("Countries", "6 mo > 20"), ("Documentation languages", "6 mo 3")),
    "Platform": (
        ("Browsers", "4"),
        ("Operating systems", "6 mo 3"),
        ("Cloud integrations", "12 mo 3"),
    ),
    "System": (
        ("Memory per session", "target < 200 MB"),
        ("Idle CPU", "target < 1 %"),
        ("WebSocket uptime", "target > 99.9 %"),
    ),
    "Efficiency": (
        ("Tokens saved", "target > 80 %"),
        ("Bandwidth per command", "target < 5 KB"),
        ("State diff ratio", "target > 10:1"),
    ),
    "Code quality": (
        ("Test coverage", "target > 90 %"),
        ("Code complexity", "target < 10"),
        ("Technical debt ratio", "target < 15 %"),
        ("Documentation coverage", "target > 95 %"),
    ),
    "Security": (("Security audit compliance", "target 100 %"),),
    "Onboarding": (
        ("Time to Hello World", "target < 10 min"),
        ("Time to production", "target < 1 wk"),
        ("Documentation clarity", "target > 4.5"),
        ("API intuitiveness", "target > 4.3"),
    ),
    "Support": (
        ("Forum response time", "target < 4 h"),
        ("Ticket resolution", "target < 24 h"),
        ("FAQ effectiveness", "target > 70 %"),
        ("Documentation searches", "target > 10,000"),
    ),
    "Community": (
        ("Forum posts", "6 mo 100"),
        ("Blog post views", "6 mo 5,000"),
        ("Newsletter subscribers", "6 mo 1,000"),
    ),
    "Content and education": (
        ("Tutorial completions", "target > 80 %"),
        ("Video views", "target > 10,000"),
        ("Workshop attendees", "target > 500"),
        ("Certification holders", "target > 100"),
    ),
    "Ecosystem": (
        ("Third-party integrations", "6 mo 10"),
        ("Community plugins", "6 mo 5"),
        ("Case studies", "6 mo 3"),
        ("Conference mentions", "12 mo 5"),
    ),
    "Market": (
        ("Enterprise customers", "target 10"),
        ("Market share", "target 5 %"),
        ("Brand awareness", "target 10 %"),
        ("NPS", "target > 50"),
    ),
    "Financial": (
        ("Support revenue", ""),
        ("Cost per acquisition", ""),
        ("Customer lifetime value", ""),
        ("Gross margin", ""),
    ),
    "Partnerships": (
        ("Strategic partners", "12 mo 5"),
        ("Integration partners", "12 mo 20"),
        ("Reseller network", "12 mo 10"),
        ("Co-marketing campaigns", "12 mo 12"),
    ),
    "Feature parity": (
        ("Commands supported", ""),
        ("Platform coverage", ""),
        ("Performance benchmarks", ""),
        ("Price to performance", ""),
    ),
    "Differentiation": (
        ("Unique feature adoption", ""),
        ("Switching rate", ""),
        ("Win to loss ratio", ""),
        ("Feature lead time", ""),
    ),
}
