"""Tags of the kit's components."""
