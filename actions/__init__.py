"""Custom actions: the assistant answers from the patient's own contract."""
