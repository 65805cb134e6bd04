"""`make nlu-report`: compares ways to understand a message, trained on the same data.

Each is trained and measured in a process of its own, so that its memory is its own; the test set
is read only to be reported on. Figures go to `var/reports/`.
"""
