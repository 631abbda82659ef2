"""Appeals and complaints as rows, and their limits."""
