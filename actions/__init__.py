"""The actions that the action server runs: what is computed or stored on behalf of a visitor.

This package and everything it imports loads neither Rasa nor TensorFlow.
"""
