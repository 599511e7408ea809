"""Implementations of the ports: the only code that touches the world outside."""
