"""The file of a case for reconsideration and court: what it held at a decision, packed so that a change shows."""
