"""The patientkontrakt: what is stored of it, and the view of it that answers are made from."""
