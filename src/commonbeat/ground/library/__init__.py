"""What is worth reading: topics, resources with their citations and evidence, practice areas, peers."""
