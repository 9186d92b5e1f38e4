"""The model behind the components: what tells the topics apart, in NumPy and scikit-learn alone."""
