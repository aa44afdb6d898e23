"""The trained tagger: what it is told of words, its network, and how spans are read from it."""
