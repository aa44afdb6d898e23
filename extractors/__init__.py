"""Papers and what they say: read, recognise, link, claim. Knows terms, knows no RDF."""
