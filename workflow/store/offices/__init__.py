"""Agencies, persons, sign-in, calendars."""
