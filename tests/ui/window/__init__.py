"""Tests of the window's frame, its pages and the tray, without a display."""
