"""GitHub's own schema and description."""
