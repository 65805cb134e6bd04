"""What pages show, made from the contract by pure functions."""
