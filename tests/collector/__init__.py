"""The collector, with real files and real processes on loopback."""
