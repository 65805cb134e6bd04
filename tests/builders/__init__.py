"""Small builders: each gives the least that is valid, changed by keyword."""
