"""AUX Monitor: a desktop status monitor for the maintainers of the AUX Protocol."""

__version__ = "0.1.0"
