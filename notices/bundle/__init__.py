"""The file of a case as one numbered document, made for reconsideration and court."""
