"""The shape of the sources: which way imports point, how long a module gets, what none names."""
