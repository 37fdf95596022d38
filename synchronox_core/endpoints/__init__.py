"""One patient's record in, an endpoint with its reason out; standard library only."""
