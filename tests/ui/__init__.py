"""The widgets: what they draw, what they send."""
