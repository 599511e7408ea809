"""The adapters, each against the outside it wraps."""
