"""The recruitment: where it stands and what is foretold."""
