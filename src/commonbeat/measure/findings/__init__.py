"""One published number: interval, method, data, date."""
