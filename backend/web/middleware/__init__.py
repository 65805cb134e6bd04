"""What every request passes: pure ASGI, for the sake of speed."""
