"""The adapters on a real X server, session bus, notification daemon and keyring."""
