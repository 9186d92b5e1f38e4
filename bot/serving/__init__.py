"""The servers and what starts them."""
