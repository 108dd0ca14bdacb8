"""One file a kind of source: from an index to the pages it lists."""
