"""Reminders, who gets them, calendar feeds."""
