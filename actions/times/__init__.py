"""Moving, cancelling and booking times in the conversation: errands, and questions about times."""
