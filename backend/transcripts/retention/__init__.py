"""How long conversations are kept, what is purged, and one person's out on request."""
