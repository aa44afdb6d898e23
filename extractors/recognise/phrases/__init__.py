"""Interventions and outcomes of trials as phrases, which no vocabulary has: "umbilical cord serum therapy"."""
