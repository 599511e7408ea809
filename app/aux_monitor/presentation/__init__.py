"""From state to frozen views: all text and all decisions about what is shown."""
