"""Which stretch of a bulletin tells who came, what went well, what did not, and what is demanded."""
