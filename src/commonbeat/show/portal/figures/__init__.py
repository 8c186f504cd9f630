"""Published figures as pages show them: framed, with a headline that their ranges allow."""
