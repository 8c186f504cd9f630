"""What the public face reads: what its pages show, common questions, technology, and how well pages are kept."""
