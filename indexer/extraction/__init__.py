"""Here is a bulletin, give me what it says."""
