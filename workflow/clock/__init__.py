"""The clock: a timeline under a regime and a calendar gives the deadline and the limits beside it. Pure."""
