"""Widgets that draw a view and send an intent."""
