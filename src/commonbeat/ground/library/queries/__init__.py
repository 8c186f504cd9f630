"""What pages read of the library."""
