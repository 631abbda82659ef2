"""Lists of cases: narrowed, counted, searched, paged."""
