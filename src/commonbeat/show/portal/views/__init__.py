"""The public face, and for staff the pages where its pictures, answers, technology and owners are kept."""
