"""Which later bulletins tell of a directive."""
