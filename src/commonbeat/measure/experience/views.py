"""The button that works the score out; what comes of it is shown among the findings."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage
from commonbeat.measure.experience import actions


class WorkOut(ActionPage):
    """Work out the contact satisfaction score, and go to the run that holds it."""

    permission = Permission.PUBLISH_FIGURES
    done_message = _("Worked out. Check it, read it, then approve it.")

    def act(self) -> str:
        run = actions.compute(actor=self.request.user, agency=self.agency)
        return reverse("run_review", args=[run.pk])

    def back(self) -> str:
        return reverse("run_list")
