"""Scores and errors of an evaluation as tables and pages."""
