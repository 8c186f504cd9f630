"""Policies for everybody and for staff; attesting, training, and what happens where a policy was not kept."""
