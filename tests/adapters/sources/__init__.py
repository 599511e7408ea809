"""The sources against real servers on loopback."""
