"""How international names of drugs made by cells end: antibodies, fused receptors, growth factors, cells and genes."""

STEMS = "mab|cept|kinra|leucel|parvovec|grastim"
"""The stems, for a pattern. Corpora leave these names out, as proteins or as newer than they are (nivolumab)."""
