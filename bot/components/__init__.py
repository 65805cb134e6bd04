"""What the bot adds to Rasa: its channel, its tracker store, and a few changes."""
