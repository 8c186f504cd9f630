"""Tags that join wings on a page."""
