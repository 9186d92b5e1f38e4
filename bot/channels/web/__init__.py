"""The widget and the kiosk: their API, their pages."""
