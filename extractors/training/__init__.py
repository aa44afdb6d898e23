"""Recipes that learn from corpora what ships in `extractors.models`."""
