"""The PDF of a signed snapshot: really made, and read again; who may take it, and what the page says meanwhile."""

import hashlib
from types import SimpleNamespace

import pytest
from django.urls import reverse

from commonbeat.act.standards.actions import self_review as actions
from commonbeat.act.standards.exports import self_review as exports
from commonbeat.act.standards.exports import self_review_papers as papers
from commonbeat.act.standards.jobs import self_review as jobs
from commonbeat.act.standards.models import SelfReview, SelfReviewPaper, SelfReviewSnapshot
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import media_folder
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import Staff
from commonbeat.ground.work import worker
from commonbeat.ground.work.models import Job
from commonbeat.kit.paper import Paper
from commonbeat.web.timetable import TASKS
from read_pdf import Pdf

pytestmark = pytest.mark.django_db
LONG = "Nobody knew where the rule stands, and those who knew said nothing of it. " * 50


def at(agency, name, *args):
    return f"/{agency.slug}{reverse(name, args=args)}"


@pytest.fixture
def quick(monkeypatch):
    """Papers without typst, where the test is about something else."""
    monkeypatch.setattr(exports, "pdf_of", lambda snapshot, language: Paper(f"%PDF {language}".encode(), True))


@pytest.fixture
def drained(closed, quick):
    """A closed review whose papers a worker made."""
    worker.drain({papers.JOB: TASKS[papers.JOB]}, find_agency=lambda pk: Agency.objects.get(pk=pk))
    return closed


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_says_in_its_language_all_that_was_signed(agreed, leader, chief, language, riverton):
    owner = Staff.objects.get(badge="sergeant-1")
    actions.reflect(actor=leader, review=agreed, area="force", words=LONG)
    told = {"kind": "record", "words": "Minutes of May", "address": "https://riverton.example/minutes"}
    actions.add_evidence(actor=leader, review=agreed, question="contact_survey", **told)
    day = riverton.day().replace(year=2028)
    step = {"question": "contact_survey", "title": "Ask after every stop", "owner": owner, "due": day}
    actions.add_step(actor=leader, review=agreed, **step)
    SelfReview.objects.update(synthetic=True)
    agreed.refresh_from_db()
    actions.sign_review(actor=leader, review=agreed)
    snapshot = actions.close_review(actor=chief, review=agreed)
    read = Pdf(exports.pdf_of(snapshot, language).content)
    assert b"pdfuaid:part>1<" in read.content
    assert f"/Lang({language})".encode() in read.content
    assert (read.tags("Title"), read.tags("H1"), read.tags("H2")) == (1, 12, 64)
    assert "\N{REPLACEMENT CHARACTER}" not in read.text
    for one in agreed.questions:
        assert one[language] in read.text
    assert " ".join(LONG.split()) in read.text
    for said in ("Lee Marsh", "Ruth Okafor", "Minutes of May", "https://riverton.example/minutes", snapshot.hash):
        assert said in read.text
    expected = {
        "en": ("synthetic", "Demonstration: nobody gave", "Ask after every stop", "Roles differ: from", "Page 1 of"),
        "es": ("inventado", "Demostración: nadie dio", "Ask after every stop", "Los puestos difieren", "Página 1 de"),
    }
    for said in expected[language]:
        assert said in read.text
    assert read.text.count(expected[language][0]) >= len(read.pages)
    assert read.attached == [snapshot.content]
    whole = hashlib.sha256(f"{snapshot.previous}\n{read.attached[0]}".encode()).hexdigest()
    assert whole == snapshot.hash


def test_the_paper_of_the_next_review_tells_what_changed(closed, another):
    row = another("practiced")
    text = Pdf(exports.pdf_of(row.snapshot, "en").content).text
    changed = text[text.index("What changed since last time") : text.index("What follows")]
    assert "Last time: Informal" in changed
    assert "Practiced" in changed
    assert "No next step was written down." in text
    first = Pdf(exports.pdf_of(closed.snapshot, "en").content).text
    assert "there is nothing to compare yet" in first
    again = another("practiced")
    words = exports.words_of(again.snapshot, "en")
    assert words["changed"]["none"] == "Nothing moved since last time."


def test_questions_off_the_scale_have_no_place_on_it(closed, another, monkeypatch):
    row = another("dont_know")
    asked = [one for area in exports.words_of(row.snapshot, "en")["areas"] for one in area["questions"]]
    assert asked[0]["place"] is None
    assert asked[0]["change"] == "Last time: Informal"


def test_closing_orders_a_paper_for_each_language_and_a_worker_makes_them(drained, riverton):
    rows = list(SelfReviewPaper.objects.all())
    assert [row.language for row in rows] == ["en", "es"]
    assert [papers.path_of(row).read_bytes() for row in rows] == [b"%PDF en", b"%PDF es"]
    assert rows[0].stored.startswith("self-reviews/")
    assert rows[0].sha256 == hashlib.sha256(b"%PDF en").hexdigest()
    assert str(rows[0]) == f"{drained.snapshot.pk}: en"
    assert {job.state for job in Job.objects.filter(name=papers.JOB)} == {"done"}
    assert AuditEvent.objects.filter(verb="standards.make_paper").count() == 2
    assert actions.order_papers(snapshot=drained.snapshot) == 0


def test_a_paper_made_with_an_older_layout_or_lost_is_made_anew_and_the_old_file_goes(
    drained, riverton, django_capture_on_commit_callbacks
):
    row = SelfReviewPaper.objects.get(language="en")
    old = papers.path_of(row)
    SelfReviewPaper.objects.filter(pk=row.pk).update(made_with="older")
    assert papers.ready(drained.snapshot, "en") is None
    assert actions.order_papers(snapshot=drained.snapshot) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_paper(agency=riverton, snapshot=drained.snapshot.pk, language="en")
    assert not old.exists()
    assert papers.ready(drained.snapshot, "en") is not None
    papers.path_of(SelfReviewPaper.objects.get(language="en")).unlink()
    assert papers.ready(drained.snapshot, "en") is None


def test_every_night_what_is_missing_is_ordered_so_that_the_public_is_not_left_without(drained, riverton):
    job = SimpleNamespace(agency=riverton)
    assert jobs.order_papers(job) == {"ordered": 0}
    SelfReviewPaper.objects.filter(language="es").update(made_with="older")
    assert jobs.order_papers(job) == {"ordered": 1}
    worker.drain({papers.JOB: TASKS[papers.JOB]}, find_agency=lambda pk: Agency.objects.get(pk=pk))
    assert papers.ready(drained.snapshot, "es")


def test_what_fails_leaves_no_file_behind(closed, quick, riverton, monkeypatch):
    def broken(**_details):
        raise RuntimeError("No room in the trail.")

    monkeypatch.setattr("commonbeat.act.standards.actions.self_review.printing.audit.record", broken)
    with pytest.raises(RuntimeError):
        actions.make_paper(agency=riverton, snapshot=closed.snapshot.pk, language="en")
    assert not any((media_folder() / "self-reviews").iterdir())


def test_another_agency_s_snapshot_is_not_printed(closed, quick, lakefield):
    with pytest.raises(SelfReviewSnapshot.DoesNotExist):
        actions.make_paper(agency=lakefield, snapshot=closed.snapshot.pk, language="en")


def test_the_job_says_how_far_it_is(closed, quick, riverton):
    told = []

    class Held:
        agency = riverton
        payload = {"snapshot": closed.snapshot.pk, "language": "es"}

        def progress(self, done, total=None, words=""):
            told.append((done, total, words))

    assert jobs.make_paper(Held()) == {"bytes": 7}
    assert told == [(0, 3, "Reading the snapshot"), (1, 3, "Setting the pages"), (2, 3, "Keeping the file")]


def test_the_page_says_how_far_the_paper_is_and_offers_to_make_one_that_failed(closed, sign_in, chief, riverton, quick):
    client = sign_in(chief)
    address = at(riverton, "self_review_snapshot", 1)
    page = client.get(address).text
    assert "The PDF is being made: English" in page
    assert "It waits for its turn." in page
    Job.objects.filter(name=papers.JOB).update(progress_done=1, progress_total=3, progress_words="Setting the pages")
    assert "Setting the pages" in client.get(address).text
    Job.objects.filter(name=papers.JOB).update(state="dead")
    page = client.get(address).text
    assert "The PDF could not be made: Español" in page
    answered = client.post(at(riverton, "self_review_paper", 1))
    assert answered.url.endswith("#files")
    assert Job.objects.filter(name=papers.JOB, state="waiting").count() == 2
    assert client.post(at(riverton, "self_review_paper", 7)).status_code == 404


def test_the_files_are_as_private_as_the_page(drained, sign_in, chief, person, riverton, lakefield, client):
    names = [("self_review_file", ()), ("self_review_pdf", ("en",))]
    public = [("self_review_public_file", ()), ("self_review_public_pdf", ("es",))]
    commander, stranger = person("commander", agency=riverton), person("chief", agency=lakefield)

    def seen(who, agency, some):
        reader = sign_in(who) if who else client
        return [reader.get(at(agency, name, 1, *rest)).status_code for name, rest in some]

    assert seen(chief, riverton, names) == [200, 200]
    assert seen(commander, riverton, names) == [404, 404]
    assert seen(stranger, lakefield, names) == [404, 404]
    assert seen(None, riverton, public) == [404, 404]
    actions.share_review(actor=chief, review=drained, audience="command")
    assert seen(commander, riverton, names) == [200, 200]
    assert seen(None, riverton, public) == [404, 404]
    actions.share_review(actor=chief, review=drained, audience="public")
    assert seen(None, riverton, public) == [200, 200]
    assert seen(None, lakefield, public) == [404, 404]
    answered = client.get(at(riverton, "self_review_public_pdf", 1, "es"))
    assert b"".join(answered.streaming_content) == b"%PDF es"
    assert answered["Content-Type"] == "application/pdf"
    assert 'filename="riverton-self-review-1-es.pdf"' in answered["Content-Disposition"]
    assert answered["Cache-Control"] == "no-store"
    assert client.get(at(riverton, "self_review_public_pdf", 1, "fr")).status_code == 404
    page = client.get(at(riverton, "self_review_public", 1)).text
    assert at(riverton, "self_review_public_pdf", 1, "en") in page
    actions.unshare_review(actor=chief, review=drained, audience="public")
    assert seen(None, riverton, public) == [404, 404]


def test_a_paper_says_nothing_of_an_earlier_review_that_its_readers_may_not_read(
    drained, another, chief, riverton, client
):
    def make():
        worker.drain({papers.JOB: TASKS[papers.JOB]}, find_agency=lambda pk: Agency.objects.get(pk=pk))

    row = another("practiced")
    make()
    assert papers.ready(row.snapshot, "en").made_with == exports.MADE_WITH
    actions.share_review(actor=chief, review=row, audience="public")
    assert papers.ready(row.snapshot, "en") is None
    assert client.get(at(riverton, "self_review_public_pdf", 2, "en")).status_code == 404
    words = exports.words_of(row.snapshot, "en")
    assert words["changed"]["none"].startswith("The self-review before this one is not shared with the same people")
    page = client.get(at(riverton, "self_review_public", 2)).text
    assert "The self-review before this one is not shared" in page
    assert "Last time" not in page
    make()
    assert papers.ready(row.snapshot, "en")
    actions.share_review(actor=chief, review=drained, audience="public")
    assert papers.ready(row.snapshot, "en") is None
    make()
    assert papers.ready(row.snapshot, "en").made_with == exports.MADE_WITH
    assert "Last time" in client.get(at(riverton, "self_review_public", 2)).text
    actions.unshare_review(actor=chief, review=drained, audience="public")
    assert papers.ready(row.snapshot, "en") is None
    assert "Last time" not in client.get(at(riverton, "self_review_public", 2)).text
