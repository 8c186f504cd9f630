"""The pages of messaging: how messages leave, what became of them, the switch that pauses all."""
