"""Recognisers: what in a text names an entity. Each module has one way of knowing; `settle` joins what they find."""
