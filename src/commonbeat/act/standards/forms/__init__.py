"""What is asked about standards, mandates and self-reviews."""
