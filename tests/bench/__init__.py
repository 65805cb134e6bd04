"""The benchmark: ours beside Rasa's starter bot, in one run on one machine. `make bench`."""
