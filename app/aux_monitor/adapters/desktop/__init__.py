"""The desktop: notifications, keyring, single instance, paths, clock."""
