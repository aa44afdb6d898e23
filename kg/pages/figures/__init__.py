"""Pictures drawn by the server, with style classes instead of colours, so that they follow light and dark."""
