"""Other systems, and plain ones, to hold ours against."""
