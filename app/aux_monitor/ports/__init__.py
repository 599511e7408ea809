"""What the services ask of the world outside, as Protocols; adapters implement them."""
