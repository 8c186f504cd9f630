"""What the public face keeps: pictures, common questions, technology in use, who keeps each page, broken links."""

from commonbeat.show.portal.models.faq import Faq, FaqHelp, FaqQuerySet
from commonbeat.show.portal.models.pages import BrokenLink, LinkWalk, PageRecord
from commonbeat.show.portal.models.pictures import Picture, PictureQuerySet
from commonbeat.show.portal.models.technology import TechnologyQuerySet, TechnologyRegister

__all__ = [
    "BrokenLink",
    "Faq",
    "FaqHelp",
    "FaqQuerySet",
    "LinkWalk",
    "PageRecord",
    "Picture",
    "PictureQuerySet",
    "TechnologyQuerySet",
    "TechnologyRegister",
]
