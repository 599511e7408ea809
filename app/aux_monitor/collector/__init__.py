"""The embedded telemetry collector: its own process; never Qt."""
