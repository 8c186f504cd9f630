"""Pages of praise: for those whom it is for, and for those who read it first."""
