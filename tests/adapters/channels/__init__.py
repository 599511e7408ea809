"""Channels: real servers on loopback, and a real sender."""
