"""The command line and what it composes, run as a person runs it."""
