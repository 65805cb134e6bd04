"""What operators see: metrics, logs and traces, all without personal data.

Every package may use `metrics`, `tracing` and `logs`; none of them knows anything of the project.
"""
