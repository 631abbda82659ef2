"""Letters by e-mail: the outbox is written with the act that tells of it, and emptied by the worker."""
