"""Contracts of other projects: their schemas, their descriptions, their servers."""
