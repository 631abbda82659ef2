"""Figures of supervision: what is watched, counted by month, asked by whom."""
