"""What every implementation of a port must do, the real and the fake alike."""
