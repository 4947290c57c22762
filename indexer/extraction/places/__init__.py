"""Which administrative units a bulletin names, as written and as of today."""
