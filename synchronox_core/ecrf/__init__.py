"""The input contract: tables declared once, read strictly, checked, and told in plain words."""
