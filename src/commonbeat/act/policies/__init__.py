"""The agency's rules: policies and their versions, who has read and understood them, who was trained in them."""
