"""The probability of complete treatment, and how far it can be trusted."""
