"""Who answers what, and which topics people may choose from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.kit.forms import Form
from commonbeat.listen.reports.forms.offering import Choices, offer


class RouteForm(Form):
    """Who answers what from now on."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Who answers?"))

    def __init__(self, *, topics: Choices, districts: Choices, staff: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offer(self, "topic", [("", _("Any topic")), *topics])
        offer(self, "district", [("", _("Any district")), *districts])
        offer(self, "owner", [("", _("Choose somebody")), *staff])


class TopicsForm(Form):
    """The list of topics, each with its name in both languages; an empty pair takes a topic out."""

    effective_from = forms.DateField(label=gettext_lazy("Holds from"), initial=timezone.localdate)
    citation = forms.CharField(label=gettext_lazy("Policy or decision that it follows from"), max_length=300)
    MOST = 12

    def __init__(self, *, topics: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.codes = [topic["code"] for topic in topics] + [""] * (self.MOST - len(topics))
        named: dict[str, forms.Field] = {}
        for place, code in enumerate(self.codes):
            topic = topics[place] if code else {"en": "", "es": ""}
            for language, label in (("en", _("Topic %(number)s in English")), ("es", _("Topic %(number)s in Spanish"))):
                named[f"{language}_{place}"] = forms.CharField(
                    label=label % {"number": place + 1}, max_length=60, required=False, initial=topic[language]
                )
        self.fields = {**named, **self.fields}

    def topics(self) -> list[dict[str, str]]:
        """Code and names of each, in their order."""
        clean = self.cleaned_data
        return [
            {"code": code, "en": clean[f"en_{place}"], "es": clean[f"es_{place}"]}
            for place, code in enumerate(self.codes)
        ]
