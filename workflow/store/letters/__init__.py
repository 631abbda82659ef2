"""Letters and slips in hand, in the post, to be answered."""
