"""Supervision: what is late or nearly, where the days went, figures, assessment, the page of the monthly meeting."""
