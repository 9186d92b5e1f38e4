"""How the model comes into being, and how it is measured."""
