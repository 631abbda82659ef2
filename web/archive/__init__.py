"""The archive: what is kept and for how long, what is to be published, which refusals to look at again."""
