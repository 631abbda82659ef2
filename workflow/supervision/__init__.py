"""Supervision: what is late or nearly, where the days went, and what the figures of a period say."""
