"""The composition root: builds every object, hands it down, owns the event loop."""
