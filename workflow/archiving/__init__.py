"""What becomes of closed cases: kept for a class of years, handed to the archives, opened again to the public."""
