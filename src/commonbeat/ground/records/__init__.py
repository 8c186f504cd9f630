"""What the agency already writes down: stops, searches, force."""
