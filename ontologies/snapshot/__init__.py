"""The packed default releases and the recipe that makes them: ``python -m ontologies.snapshot.build --out DIR``."""
