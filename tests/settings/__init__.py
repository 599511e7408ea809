"""Settings and catalogue files: what they hold, and the sentence for everything wrong in them."""
