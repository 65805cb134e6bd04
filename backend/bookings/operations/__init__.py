"""What may be done to a time; one file each, each run inside one transaction by `unit`."""
