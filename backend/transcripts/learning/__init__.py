"""From a misunderstood turn to a training example: proposed, approved, exported, measured."""
