"""Swedish as patients read it: the texts of `data/texts/`, dates, hours and lists. Pure."""
