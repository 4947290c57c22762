"""bantin's indexer: reads bulletins, extracts what they say, keeps them, indexes them and searches them."""
