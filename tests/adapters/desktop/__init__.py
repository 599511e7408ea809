"""The desktop adapters."""
