"""French text: words, phrases, choices, typography, figures, masking. Plain functions."""
