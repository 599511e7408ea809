"""The developer's one command, ``packaging/dev.py``."""
