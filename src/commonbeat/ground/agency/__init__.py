"""One agency and its units; every row belongs to one."""
