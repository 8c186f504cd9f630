"""What of this room goes out as files."""
