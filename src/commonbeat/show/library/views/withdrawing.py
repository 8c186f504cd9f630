"""For those who keep the catalogue: withdrawing a record with a reason, and putting it back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonbeat.ground.library import actions
from commonbeat.ground.roles import Permission
from commonbeat.kit.pages import ActionPage
from commonbeat.show.library.forms import WithdrawForm
from commonbeat.show.library.views.staff import OfResource, resource_of


class Withdraw(OfResource):
    """Take a record out of the search; its page stays and says why."""

    permission = Permission.MANAGE_LIBRARY
    title = gettext_lazy("Withdraw a resource")
    template_name = "library/staff/withdraw.html"
    form_class = WithdrawForm
    done_message = gettext_lazy("Withdrawn. Its page says why, and nobody finds it by the search any more.")

    def act(self, form: WithdrawForm) -> str:
        actions.withdraw_resource(actor=self.request.user, resource=self.resource, because=form.cleaned_data["because"])
        return reverse("resource_change", args=[self.resource.slug])


class Return(ActionPage):
    """Put a record back."""

    permission = Permission.MANAGE_LIBRARY
    done_message = gettext_lazy("Put back. The search finds it again.")

    def act(self) -> str:
        actions.return_resource(actor=self.request.user, resource=resource_of(self))
        return self.back()

    def back(self) -> str:
        return reverse("resource_change", args=[self.kwargs["slug"]])
