"""Every behaviour of the monitor, one sentence each; the folders mirror the package."""
