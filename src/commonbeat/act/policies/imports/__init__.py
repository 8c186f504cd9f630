"""What rows of files mean in this room, one file a subject."""

from commonbeat.act.policies.imports import training

KINDS = (*training.KINDS,)
