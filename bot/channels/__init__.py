"""The channels of the Rasa server, each named by its class in bot/credentials.yml."""
