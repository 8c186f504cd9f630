"""What pages of this room tell, in sentences and cells."""
