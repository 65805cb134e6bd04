"""What the demo contracts are made from: one file per patient, and the clinics they share.

`python -m data.contracts.source` writes `data/contracts/*.json`.
"""
