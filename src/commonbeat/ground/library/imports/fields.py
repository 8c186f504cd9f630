"""What a file of resources holds: its columns, how they are often called, and why a row may be refused."""

from django.utils.translation import gettext_lazy

from commonbeat.ground.library.rules import (
    Audience,
    Grade,
    Provenance,
    ResourceKind,
    ResourceLanguage,
    ResourceType,
    keeping,
)
from commonbeat.kit.tabular.fields import Field, FieldType, RowKind

RESOURCES = RowKind(
    key="library_resources",
    label=gettext_lazy("Resources of the library"),
    explanation=gettext_lazy(
        "One row for each resource. A row with a title and year that are there already changes that record."
    ),
    fields=(
        Field(
            key="title",
            label=gettext_lazy("Title"),
            required=True,
            longest=300,
            example="A Guide to Beat Meetings",
            synonyms=("name",),
        ),
        Field(
            key="year",
            label=gettext_lazy("Year"),
            type=FieldType.WHOLE,
            least=keeping.FIRST_YEAR,
            most=keeping.LAST_YEAR,
            example="2019",
            synonyms=("published", "year published", "date"),
        ),
        Field(
            key="types",
            label=gettext_lazy("Types"),
            type=FieldType.SEVERAL,
            required=True,
            choices=dict(ResourceType.choices),
            words={"guidebook/tool": "guidebook_tool", "guidebook": "guidebook_tool", "tool": "guidebook_tool"},
            example="report; research brief",
            synonyms=("type", "format", "resource type"),
        ),
        Field(
            key="topics",
            label=gettext_lazy("Topics"),
            required=True,
            longest=600,
            hint=gettext_lazy("Names or short names of your topics. Separate them with a vertical bar."),
            example="Use of Force | Officer Safety and Wellness",
            synonyms=("topic", "tags", "tag"),
        ),
        Field(
            key="audiences",
            label=gettext_lazy("For whom"),
            type=FieldType.SEVERAL,
            choices=dict(Audience.choices),
            words={"agencies": "agency", "practitioners": "practitioner", "communities": "community"},
            blank=(),
            example="agency; community",
            synonyms=("audience", "audiences"),
        ),
        Field(
            key="kind",
            label=gettext_lazy("Kind"),
            type=FieldType.CHOICE,
            choices=dict(ResourceKind.choices),
            blank="",
            example="tool",
        ),
        Field(
            key="provenance",
            label=gettext_lazy("Where it comes from"),
            type=FieldType.CHOICE,
            choices=dict(Provenance.choices),
            blank="",
            example="research",
            synonyms=("provenance", "origin"),
        ),
        Field(
            key="evidence",
            label=gettext_lazy("Evidence"),
            type=FieldType.CHOICE,
            choices=dict(Grade.choices),
            blank="",
            example="promising",
            synonyms=("evidence rating", "grade"),
        ),
        Field(
            key="basis",
            label=gettext_lazy("On what ground"),
            longest=500,
            blank="",
            example="Two studies without a comparison",
            synonyms=("evidence basis", "basis"),
        ),
        Field(key="publisher", label=gettext_lazy("Publisher"), longest=200, blank="", example="A university press"),
        Field(
            key="language",
            label=gettext_lazy("Language"),
            type=FieldType.CHOICE,
            choices=dict(ResourceLanguage.choices),
            words={"english": "en", "spanish": "es", "español": "es"},
            blank="en",
            example="en",
        ),
        Field(
            key="note_en", label=gettext_lazy("How to use it, in English"), longest=2000, blank="", synonyms=("note",)
        ),
        Field(key="note_es", label=gettext_lazy("How to use it, in Spanish"), longest=2000, blank=""),
        Field(
            key="source",
            label=gettext_lazy("As a list of sources would name it"),
            longest=500,
            blank="",
            synonyms=("citation", "source"),
        ),
        Field(
            key="url",
            label=gettext_lazy("Link"),
            longest=500,
            blank="",
            example="https://example.org/guide",
            synonyms=("url", "link", "address"),
        ),
        Field(
            key="accessed_on",
            label=gettext_lazy("Opened on"),
            type=FieldType.DATE,
            hint=gettext_lazy("The day on which somebody opened the link."),
            example="2026-11-02",
            synonyms=("accessed", "access date", "retrieved"),
        ),
    ),
    natural_key=("title", "year"),
    reasons={
        "twice": (
            gettext_lazy("Another row has the same title and year, but for commas and capitals."),
            gettext_lazy("Keep one of the two."),
        ),
        "withdrawn": (
            gettext_lazy("This resource was withdrawn from your library."),
            gettext_lazy("Leave the row out, or put the resource back first."),
        ),
        "no_such_topic": (
            gettext_lazy("One of these topics is not in your library."),
            gettext_lazy("Add the topic first, or use the name of one that is there."),
        ),
        "bad_link": (
            gettext_lazy("This cannot be the link of a resource."),
            gettext_lazy("Write the full address, https:// and all, without a name, password or port."),
        ),
        "not_opened": (
            gettext_lazy("The link has no day on which somebody opened it."),
            gettext_lazy("Open it, and write the day into the column Opened on."),
        ),
        "no_link": (
            gettext_lazy("There is a day of opening, but no link."),
            gettext_lazy("Add the link, or take out the day."),
        ),
        "no_ground": (
            gettext_lazy("The evidence is rated, but it does not say on what ground."),
            gettext_lazy("Fill in the column On what ground, or leave the evidence empty."),
        ),
    },
)
