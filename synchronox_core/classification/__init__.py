"""One measurement in, one category out; standard library only, so that a surgeon can read it."""
