"""Sending to channels: a short-lived process for each message, in which Apprise does the work."""
