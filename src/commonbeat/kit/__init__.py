"""Page shapes, forms, tables, charts and files: knows no app, has no models."""
