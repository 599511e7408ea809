"""One module for each outside system that readings come from."""
