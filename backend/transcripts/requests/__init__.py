"""The staff's work list: what patients have asked clinics to do, and to be called."""
