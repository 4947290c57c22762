"""Here is a text, give me its tokens."""
