"""Signing in: passwords, the wait after failures, the second step, and the sessions that follow."""
