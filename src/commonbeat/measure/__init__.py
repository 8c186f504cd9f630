"""What was heard and recorded, turned into honest figures."""
