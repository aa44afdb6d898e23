"""Score what the pipeline finds against gold standards that others made."""
