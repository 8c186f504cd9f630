"""How one person's own entries of the trail are shown to them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.facts import details, subject
from commonbeat.ground.audit.queries import verb_words
from commonbeat.kit.tables import Cell, Column
from commonbeat.kit.words import moment

TRAIL_COLUMNS = (
    Column("at", _("When"), value=lambda row: moment(row.at)),
    Column("actor_label", _("Who")),
    Column("verb", _("What"), value=lambda row: Cell(str(verb_words(row.verb)), small=details(row))),
    Column("subject_type", _("About"), value=lambda row: subject(row) or gettext("nothing")),
)
"""The columns of "what this system records about you"."""
