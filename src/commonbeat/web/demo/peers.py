"""Invented answers, tools, owners of pages, peers and a request for help: everything here is made up and says so."""

import json
from collections.abc import Callable
from datetime import timedelta

from commonbeat.act.grants import actions as grants
from commonbeat.act.grants.models import AssistanceRequest
from commonbeat.act.grants.queries import Whom
from commonbeat.act.policies.models import Policy
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.library.actions import peers as library
from commonbeat.ground.library.models import Network, PeerSite, TopicTag
from commonbeat.ground.library.rules import practice_file
from commonbeat.ground.people.models import Staff
from commonbeat.ground.roles import Actor, Role
from commonbeat.measure.findings import queries as findings
from commonbeat.show.portal import actions as portal
from commonbeat.show.portal.models import Faq, PageRecord, TechnologyRegister
from commonbeat.web.demo.persons import PERSONS

NETWORK = "Example River Towns"
PAGES = {"about": Role.CHIEF, "how_we_measure": Role.COMMANDER, "home": Role.COMMANDER, "technology": Role.CHIEF}
"""Who keeps which page; the second one is to be read again within days."""

QUESTIONS = (
    {
        "topic": "community-trust",
        "measure": "search_share",
        "question_en": "What does the search share tell me?",
        "question_es": "¿Qué me dice la proporción de registros?",
        "answer_en": "Of all stops, it says in how many somebody or a car was searched.\n\n"
        "It does not say whether a search was right. Two neighborhoods can differ because of what officers look for "
        "there, because of who is stopped, or by chance. That is why a range stands beside each share.",
        "answer_es": "De todas las paradas, dice en cuántas se registró a una persona o un auto.\n\n"
        "No dice si el registro fue correcto. Dos vecindarios pueden diferir por lo que buscan los oficiales, por a "
        "quién se detiene o por azar. Por eso junto a cada proporción hay un rango.",
    },
    {
        "topic": "",
        "measure": "",
        "question_en": "Why is a number missing for my neighborhood?",
        "question_es": "¿Por qué falta un número para mi vecindario?",
        "answer_en": "Mostly because there are too few cases. With a handful of cases, a share would swing widely, and "
        "somebody could be picked out. The page then says “too few to show”. It never means zero.",
        "answer_es": "Casi siempre porque hay muy pocos casos. Con unos pocos, una proporción cambiaría mucho y se "
        "podría reconocer a alguien. La página dice entonces que son muy pocos. Nunca significa cero.",
    },
    {
        "topic": "community-trust",
        "measure": "",
        "question_en": "Who reads what I point out?",
        "question_es": "¿Quién lee lo que señalo?",
        "answer_en": "The person who answers for your part of town, and whoever stands above them if the answer is "
        "late. Your phone or mail address is kept apart and deleted some time after the matter is closed.",
        "answer_es": "La persona que responde por su zona, y quien está por encima si la respuesta se atrasa. Su "
        "teléfono o correo se guarda aparte y se borra un tiempo después de cerrarse el asunto.",
    },
)

TOOL = {
    "name": "Example Plate Finder",
    "maker": "Example Optics",
    "purpose_en": "Compares license plates that pass two cameras with a list of stolen cars.",
    "purpose_es": "Compara las placas que pasan por dos cámaras con una lista de autos robados.",
    "data_en": "Pictures of plates from two bridges, kept for 3 days; the state's list of stolen cars.",
    "data_es": "Imágenes de placas en dos puentes, guardadas 3 días; la lista estatal de autos robados.",
    "decides_en": "The tool only rings. An officer looks at picture and list, and decides whether to stop the car.",
    "decides_es": "La herramienta solo avisa. Un oficial mira la imagen y la lista y decide si detiene el auto.",
    "review_en": "Each month a sergeant looks at 20 alarms drawn by lot and counts the wrong ones.",
    "review_es": "Cada mes un sargento revisa 20 avisos elegidos al azar y cuenta los equivocados.",
}

PEERS = (
    ("Example Hills Police", "Example Hills", "under_25", "31 of 40 people who reported a break-in were called back."),
    ("Example Bay Department", "Example Bay", "100_to_499", "What residents said after 212 of 900 calls."),
)

PRACTICES = (
    {
        "title": "Call back within two days",
        "what": "Whoever took a report calls once, within two days, and says what happens next.",
        "why": "People told the office that they never heard again.",
        "needed": "An hour a week for each shift, and a list that fills itself from the reports.",
        "measured": "31 of 40 people were reached. Nobody measured whether they trusted the office more.",
        "grade": "experience",
    },
    {
        "title": "Show the score with its limits",
        "what": "We publish what people said after a contact together with how many stayed silent.",
        "why": "A number without those who did not answer sounds surer than it is.",
        "needed": "A short survey by text and somebody who reads the comments first.",
        "measured": "We do not know yet whether readers understand the range. We ask them next year.",
        "grade": "not_rated",
    },
)

THEIRS = {
    "reference": "7c1d7f0e-5a0b-4b0e-9d53-2f6f0c3f8a10",
    "title": "Read questions aloud before asking them",
    "what": "Each new survey question is read aloud to five people who were not asked to write it.",
    "why": "Two questions had been understood in three ways.",
    "needed": "An evening, a pot of coffee, and somebody who speaks the language at home.",
    "measured": "Of 12 questions, 4 were changed. Whether the answers became better was not measured.",
    "grade": "experience",
}
"""What the first of the peers sends as a file."""


def fill(actor: Actor, agency: Agency, say: Callable[[str], object]) -> None:
    """Write all of it through the program's own actions; what is there already is left alone."""
    staff = {role: Staff.objects.get(agency=agency, name=PERSONS[role]) for role in set(PAGES.values())}
    _answers(actor, agency, staff[Role.COMMANDER])
    _pages(actor, agency, staff)
    network = _peers(actor, agency)
    _help(actor, agency, network)
    peers = PeerSite.objects.filter(agency=agency, ours=False).count()
    say(f"{len(QUESTIONS)} made-up answers, 1 made-up tool, {peers} made-up peers, 2 made-up requests for help")


def _answers(actor: Actor, agency: Agency, owner: Staff) -> None:
    """Common questions with and without a topic, one about a figure where that is published, and one tool."""
    published = {key for run in findings.published_runs(agency) for key in run.measures}
    later = agency.day() + timedelta(days=120)
    for given in QUESTIONS if not Faq.objects.filter(agency=agency).exists() else ():
        words = {name: text for name, text in given.items() if name not in ("measure", "topic")}
        measure = given["measure"] if given["measure"] in published else ""
        faq = portal.answer_question(
            actor=actor,
            agency=agency,
            words=words,
            owner=owner,
            review_by=later,
            topic=TopicTag.objects.filter(agency=agency, slug=given["topic"]).first(),
            measure=measure,
            published=True,
        )
        for helped in (True, True, False):
            portal.count_help(faq=faq, helped=helped)
    if not TechnologyRegister.objects.filter(agency=agency).exists():
        today = agency.day()
        portal.list_technology(
            actor=actor,
            agency=agency,
            words=TOOL,
            owner=owner,
            since=today - timedelta(days=500),
            last_review=today - timedelta(days=100),
            next_review=today + timedelta(days=80),
            policy=Policy.objects.filter(agency=agency, public=True, topics__slug="technology").first(),
        )


def _pages(actor: Actor, agency: Agency, staff: dict[Role, Staff]) -> None:
    """A few pages have owners; the rest show what a list without owners looks like."""
    for place, (name, role) in enumerate(PAGES.items()):
        if not PageRecord.objects.filter(agency=agency, name=name).exists():
            day = agency.day() + timedelta(days=7 if place == 1 else 150)
            row = portal.keep_page(actor=actor, agency=agency, name=name, owner=staff[role], review_by=day)
            if place != 1:
                portal.review_page(actor=actor, record=row, review_by=day)


def _peers(actor: Actor, agency: Agency) -> Network:
    """A network, two peers, a practice of one of them and one of our own."""
    found = Network.objects.filter(agency=agency, name=NETWORK).first()
    if found is not None:
        return found
    about = {"about": "Towns on one river that show each other what they tried. Made up.", "office": "Secretariat"}
    values = {"name": NETWORK, **about, "contact": "office@rivers.example"}
    network = library.set_network(actor=actor, agency=agency, values=values)
    for name, place, size, measured in PEERS:
        values = {"name": name, "place": place, "size": size, "measured": measured, "office": "Office of the chief"}
        values["contact"] = f"office@{place.lower().replace(' ', '-')}.example"
        library.set_peer(actor=actor, agency=agency, values=values, networks=[network])
    own = {"name": agency.name, "place": agency.place, "size": "500_or_more", "office": "Office of the chief"}
    library.set_peer(actor=actor, agency=agency, values={**own, "contact": "office@demo.example"}, ours=True)
    topics = list(TopicTag.objects.filter(agency=agency)[:1])
    for given in PRACTICES:
        row = library.write_practice(actor=actor, agency=agency, values={**given, "language": "en"}, topics=topics)
        library.publish_practice(actor=actor, practice=row, published=True)
    library.import_practices(actor=actor, agency=agency, content=_file_of(agency), public=True)
    return network


def _file_of(agency: Agency) -> bytes:
    """A file as a peer's installation would have made it."""
    name, place, size, measured = PEERS[0]
    site: dict[str, object] = {
        "agency": name,
        "place": place,
        "size": size,
        "measured": measured,
        "office": "Office of the chief",
    }
    site |= {"contact": "office@example-hills.example", "networks": [NETWORK]}
    day = agency.day() - timedelta(days=40)
    changed = (day - timedelta(days=30)).isoformat()
    practice = {**THEIRS, "version": 2, "changed_on": changed, "language": "en", "topics": []}
    return json.dumps(practice_file.built(site, [practice], day)).encode()


def _help(actor: Actor, agency: Agency, network: Network) -> None:
    """Two requests: one is answered and waits to be read, one waits."""
    if AssistanceRequest.objects.filter(agency=agency).exists():
        return
    row = grants.ask(
        actor=actor,
        agency=agency,
        whom=Whom(network=network),
        title="Asking people after a call, in Spanish too",
        words="Our questions sound stiff in Spanish. Who has had them read by people who speak it at home?",
    )
    grants.write_down(
        actor=actor,
        request=row,
        words="Two towns read them aloud at a parents' meeting and changed four words. They send us their list.",
    )
    peer = PeerSite.objects.get(agency=agency, name=PEERS[0][0])
    grants.ask(
        actor=actor,
        agency=agency,
        whom=Whom(peer=peer),
        title="How long does a call back take?",
        words="You call back within two days. How long is a call, and who makes it when a shift is short?",
    )
