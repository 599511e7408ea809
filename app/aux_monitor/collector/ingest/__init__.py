"""What comes in: the AUX server's session.log."""
