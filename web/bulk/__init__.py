"""Several cases at once: assigned, urged or archived, each by its own act."""
