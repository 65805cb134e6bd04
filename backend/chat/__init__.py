"""The conversation with the patient: from a message to an answer, whatever fails on the way."""
