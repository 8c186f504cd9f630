"""Where the gateway calls, and what those who keep the rules on texts see."""
