"""What the pages share: frame, language, data access, filters, views of results."""
