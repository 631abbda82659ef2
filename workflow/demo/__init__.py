"""The demonstration office: an imaginary city with cases in every status, made by real acts at past moments."""
