"""Tests of the views: what is written, and that it is true."""
