"""Times: free slots, holds, and moving, cancelling, booking and undoing, each one transaction."""
