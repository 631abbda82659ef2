"""What is archived, filed for a court, turned into publication."""
