"""From the gateway's messages and Rasa's events to transcripts: exactly once, in order."""
