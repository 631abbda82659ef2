"""Reminders: limits that come near, told on a page, by e-mail within office hours, and in one's own calendar."""
