"""How the bot understands: the components of the NLU pipeline, one a module."""
