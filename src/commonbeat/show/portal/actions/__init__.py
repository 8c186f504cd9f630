"""Every write of the public face: pictures, common questions, technology in use, who keeps pages, checking links."""

from commonbeat.show.portal.actions.faq import answer_question, change_answer, count_help
from commonbeat.show.portal.actions.keeping import keep_page, review_page
from commonbeat.show.portal.actions.links import order_walk, walk
from commonbeat.show.portal.actions.pictures import remove_picture, set_picture
from commonbeat.show.portal.actions.technology import TEXTS, change_technology, list_technology

__all__ = [
    "TEXTS",
    "answer_question",
    "change_answer",
    "change_technology",
    "count_help",
    "keep_page",
    "list_technology",
    "order_walk",
    "remove_picture",
    "review_page",
    "set_picture",
    "walk",
]
