"""An append-only trail, tied to nothing: who did what to which, when."""
