"""Here are terms and a query, give me hits, facets and snippets."""
