"""What is promised, planned, decided and reviewed."""
