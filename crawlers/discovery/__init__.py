"""Finding out how an unknown site can be read: its feeds, maps, channels, APIs and listings become drafts."""
