"""Which days a bulletin names, how exactly, and what each is for."""
