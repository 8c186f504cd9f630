"""What every wing stands on: the agency, its people, places, records, and the trail of what was done."""
