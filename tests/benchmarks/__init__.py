"""Measurements of the running program, from outside; ``packaging/dev.py bench`` runs them."""
