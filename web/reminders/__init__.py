"""Reminders: what comes near, how one hears of it, and one's own calendar."""
