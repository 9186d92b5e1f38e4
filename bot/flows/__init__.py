"""The guided conversations: plain data and plain functions, which tests call without Rasa."""
