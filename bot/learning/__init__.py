"""What corrections do to the model: trained without and with them, asked the test set."""
