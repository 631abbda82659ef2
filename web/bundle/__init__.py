"""The court file of a case, and the two lists a hearing asks for."""
