"""What runs by itself: one table of jobs with leases, retries and a due time."""
