"""Décroche: a French assistant on the jobs of contact centres."""
