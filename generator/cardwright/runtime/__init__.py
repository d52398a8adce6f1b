"""The Python of the reader's browser: what its manifest names, fetched, checked by hash and put together."""
