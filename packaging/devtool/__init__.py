"""What ``packaging/dev.py`` does, one module per task. Standard library only."""
