"""How the trail tells of what is done at the console to the whole installation."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "backup.make": _("made a backup"),
    "backup.restore": _("restored a backup"),
}
