"""Who directed whom to do what, by when, in which words."""
