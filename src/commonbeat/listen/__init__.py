"""What people tell the agency: texts, surveys, concerns, tips, meetings."""
