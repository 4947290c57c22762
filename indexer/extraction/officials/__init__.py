"""Which officials a bulletin names, with their posts, and what each did."""
