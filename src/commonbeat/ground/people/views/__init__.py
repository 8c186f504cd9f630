"""The pages on people: staff, accounts, invitations, one's own sign-in."""
