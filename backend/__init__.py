"""The backend: contract, bookings, chat gateway, transcripts and pages."""
