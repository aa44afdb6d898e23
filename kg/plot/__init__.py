"""Pictures of what a graph says, by matplotlib: the same graph gives the same bytes."""
