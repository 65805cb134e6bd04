"""Figures of the conversations: counted in the database, drawn by the pages, exported as CSV."""
