"""Every component on one page, for developers: in the demonstration and while developing only."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonbeat.kit import gallery
from commonbeat.kit.pages import Page


class Gallery(Page):
    """The component gallery."""

    public = True
    title = _("Every component")
    template_name = "kit/gallery.html"

    def context(self) -> dict[str, Any]:
        return gallery.samples()
