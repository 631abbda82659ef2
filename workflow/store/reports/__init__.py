"""What the annual report counts, and years that are closed."""
