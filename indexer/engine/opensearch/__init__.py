"""The engine for more than one machine: an OpenSearch cluster behind the same port, same hits, order and counts."""
