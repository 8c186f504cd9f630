"""Files with rows and columns: read in any state that they come in, refused cell by cell in words, written safely."""
