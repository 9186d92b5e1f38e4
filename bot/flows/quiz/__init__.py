"""Five received ideas, true or false."""
