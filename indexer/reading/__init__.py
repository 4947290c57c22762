"""Bytes in, pages out. Here is a file, give me its title, date and text without the portal around it."""
