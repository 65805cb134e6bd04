"""Real server processes, many clients, kills, and builds with a guard taken out."""
