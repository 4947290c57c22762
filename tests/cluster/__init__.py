"""OpenSearch in earnest: real nodes on the loopback."""
