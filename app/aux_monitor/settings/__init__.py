"""Settings and catalogue: typed schema, and codecs whose errors name file, entry and field."""
