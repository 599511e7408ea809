"""Where events are kept, behind one Protocol of primitive aggregates."""
