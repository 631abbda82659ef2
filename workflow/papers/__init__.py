"""Papers that come with a case: what may come in, under which name, and nothing that is marked as classified."""
