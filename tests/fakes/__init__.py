"""Stand-ins for the ports, which pass the same contracts as the real adapters."""
