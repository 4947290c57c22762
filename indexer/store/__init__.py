"""The truth. Here is a bulletin and its facts, keep them; here is an id, give me what it says."""

from indexer.store.store import Store

__all__ = ["Store"]
