"""The demonstration: an invented agency on real open data, built through the same actions and importer as any other."""
