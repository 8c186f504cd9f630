"""The wires out: mail and text."""
