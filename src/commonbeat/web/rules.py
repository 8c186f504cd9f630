"""How the trail tells of what is done at the console to the whole installation, and of jobs by their names."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.web.timetable import TASKS

VERBS = {
    "backup.make": _("made a backup"),
    "backup.restore": _("restored a backup"),
}
DETAILS = {
    "backup.file": Told(_("file")),
    "backup.rows": Told(_("rows")),
    "backup.uploads": Told(_("uploaded files")),
    "backup.made_at": Told(_("made at")),
    "work.name": Told(words={name: task.words for name, task in TASKS.items()}),
}
SUBJECTS = {"backup": _("backup")}
