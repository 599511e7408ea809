"""The window's languages: what is translated, and that nothing lacks its translation."""
