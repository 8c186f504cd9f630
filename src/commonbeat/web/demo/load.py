"""Fills the demonstration agency step by step; each step can be broken off and done again without doubling anything."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import F

from commonbeat.ground.agency.models import Agency
from commonbeat.ground.roles import Actor
from commonbeat.web.demo import (
    accreditation,
    answers,
    attestation,
    concerns,
    contacts,
    inventory,
    library,
    peers,
    policies,
    praise,
    promises,
    records,
    self_review,
    sources,
    texts,
    training,
)
from commonbeat.web.demo import agency as invented

Say = Callable[[str], object]


@dataclass(frozen=True)
class Step:
    """One step in words, and what it does."""

    en: str
    es: str
    run: Callable[[Actor, Agency, Say], None]


STEPS = (
    Step("writing the open data as files", "se escriben los datos abiertos como archivos", records.write_files),
    Step("neighborhoods and who lives there", "los vecindarios y quiénes viven en ellos", records.population),
    Step("51,920 stops of 2017", "51,920 paradas de 2017", records.stops),
    Step("12,925 uses of force, 2016 to 2021", "12,925 usos de la fuerza, 2016 a 2021", records.force),
    Step("made-up survey answers", "respuestas de encuesta ficticias", answers.ask_and_answer),
    Step("who is texted after a call", "a quién se le escribe después de una llamada", texts.prepare),
    Step("about 400 made-up calls", "unas 400 llamadas inventadas", contacts.load),
    Step("texts to made-up phones", "mensajes a teléfonos inventados", texts.send),
    Step("neighborhood outlines, from where stops happened", "los contornos de los vecindarios", records.shapes),
    Step("what we do not know", "lo que no sabemos", inventory.answer_all),
    Step("figures with their ranges", "las cifras con sus rangos", records.figures),
    Step("invented concerns", "asuntos inventados", concerns.load),
    Step("invented promises", "promesas inventadas", promises.make_all),
    Step("a library with made-up records", "una biblioteca con fichas ficticias", library.fill),
    Step("invented policies", "políticas inventadas", policies.make_all),
    Step("made-up signatures under policies", "firmas ficticias de políticas", attestation.load),
    Step("made-up training", "capacitación inventada", training.prepare),
    Step("three invented self-reviews", "tres autoevaluaciones inventadas", self_review.load),
    Step("invented standards and a decree", "normas inventadas y un decreto", accreditation.load),
    Step("made-up words of thanks", "palabras de agradecimiento inventadas", praise.bring),
    Step("invented answers, tools and peers", "respuestas, herramientas y agencias inventadas", peers.fill),
)


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "demo-loaded.json"


def loaded() -> bool:
    """Whether every step of this program was done with this release of the data."""
    mark = _mark()
    return mark.exists() and json.loads(mark.read_text()) == {"release": sources.version(), "steps": len(STEPS)}


def load(actor: Actor, say: Say) -> None:
    """Do every step, and say in the band of every page how far things are; at the end the band says what is real."""
    agency = Agency.objects.get(slug=invented.SLUG)
    for number, step in enumerate(STEPS, start=1):
        say(f"data {number} of {len(STEPS)}: {step.en}")
        _tell_visitors(
            agency,
            now_en=f"Still loading: step {number} of {len(STEPS)}, {step.en}. Look again in a few seconds.",
            now_es=f"Cargando: paso {number} de {len(STEPS)}, {step.es}. Vuelva a mirar en unos segundos.",
        )
        try:
            step.run(actor, agency, lambda words: say(f"       {words}"))
        except Exception:
            _tell_visitors(
                agency,
                now_en=f"Loading stopped at step {number} of {len(STEPS)}: what is missing here is not loaded.",
                now_es=f"La carga se detuvo en el paso {number} de {len(STEPS)}: lo que falta aquí no está cargado.",
            )
            raise
    _tell_visitors(agency)
    _mark().write_text(json.dumps({"release": sources.version(), "steps": len(STEPS)}))


def _tell_visitors(agency: Agency, **now: str) -> None:
    """Only the demonstration's own band: nothing that anybody decides, so nothing for the trail."""
    notice = {**invented.NOTICE, **now}
    Agency.objects.filter(pk=agency.pk).update(demo_notice=notice, public_version=F("public_version") + 1)
