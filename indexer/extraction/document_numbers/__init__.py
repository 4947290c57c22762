"""Which documents a bulletin cites: number, kind, day, issuer."""
