"""The waiting list: "ring om ni får återbud"."""
