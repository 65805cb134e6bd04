"""Who is there and what they may do: login, sessions, relatives, roles, and the access log."""
