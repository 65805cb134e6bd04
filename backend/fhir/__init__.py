"""FHIR R4 Bundles in and out. `interface.md` holds the mapping."""
