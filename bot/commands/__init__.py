"""The command `decroche`: one module a family."""
