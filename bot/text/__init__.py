"""French text: words, phrases, choices, typography, figures. Plain functions."""
