"""Where an installation lies, what it is told by its environment, and the secrets that it keeps."""
