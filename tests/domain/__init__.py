"""The rules of the domain: pure, so tested by example and by property, without a clock."""
