"""Pages of policies: what everybody reads, what staff read, and the steps of whoever works on them."""

import re
from datetime import timedelta

import pytest

from act.policies.addresses import page, post
from commonbeat.act.policies import actions
from commonbeat.act.policies.models import Policy, PolicyVersion
from commonbeat.act.policies.rules import VersionState
from commonbeat.act.policies.rules.versions import Bound
from commonbeat.ground.agency.models import Unit
from commonbeat.ground.audit.models import AuditEvent
from commonbeat.ground.people.models import User
from commonbeat.ground.roles import System
from commonbeat.measure.findings.models import Finding, Run

pytestmark = pytest.mark.django_db
MACHINE = System("test")


def test_the_list_shows_the_required_first_and_says_what_is_missing_in_words(client, riverton, in_force):
    in_force("100", title="Coffee")
    in_force("300", title="Use of force", required="use_of_force")
    html = page(client, "policy_list")
    assert html.index("Use of force") < html.index("Coffee")
    assert "1 of 6 required policies are here" in html
    assert html.count("Missing") == 5
    assert "Body-worn cameras" in html
    assert len(html.encode()) < 30_000


def test_another_agency_s_policies_never_show(client, riverton, lakefield, in_force):
    version = in_force()
    assert "Use of force</a>" not in page(client, "policy_list", agency="lakefield")
    for name, args in (
        ("policy", ["use-of-force"]),
        ("policy_version", ["use-of-force", version.number]),
        ("policy_file", ["use-of-force", 1, "txt"]),
    ):
        page(client, name, *args, agency="lakefield", status=404)


def test_search_finds_words_in_the_reader_s_language_and_says_how_many(client, riverton, in_force):
    in_force("300", title="Use of force", text="# 1 A\nNobody holds a neck.", text_es="# 1 A\nNadie aprieta el cuello.")
    in_force("301", title="Coffee", text="# 1 A\nBlack.")
    assert "1 policy has these words" in page(client, "policy_search", words="necks")
    spanish = client.get("/riverton/es/policies/search/?words=CUELLO").content.decode()
    assert "Use of force" in spanish
    assert "Coffee" not in spanish
    assert "0 policies have these words" in page(client, "policy_search", words="zebra\x00'\"*")


def test_a_policy_shows_summary_text_versions_and_how_to_name_it(client, riverton, in_force, writer):
    first = in_force(days=90)
    actions.add_law(
        actor=writer, policy=first.policy, citation="Code 1", demands="Much.", exceeds_law=True, how="More."
    )
    in_force(policy=first.policy, text="# 1 Purpose\nWhy it is there now.")
    html = page(client, "policy", "use-of-force")
    for words in (
        "What it says.",
        "Why it is there now.",
        "In force since May 17, 2027",
        "goes beyond the law",
        "More.",
    ):
        assert words in html
    assert "/riverton/policies/use-of-force/1/to/2/" in html
    assert "policy 300, “Use of force”, version 2" in html
    assert "Was in force from March 18, 2027 up to May 17, 2027" in page(client, "policy_version", "use-of-force", 1)
    assert len(html.encode()) < 30_000


def test_a_draft_is_nobody_s_business_outside(client, draft, officer, sign_in):
    draft()
    page(client, "policy", "use-of-force", status=404)
    page(client, "policy_version", "use-of-force", 1, status=404)
    sign_in(officer)
    page(client, "policy_read", "use-of-force", 1, status=404)


def test_a_policy_that_is_not_public_is_read_by_staff_alone(client, in_force, officer, sign_in):
    in_force("9", title="Open to all")
    assert "Whatever is in force is here." in page(client, "policy_list")
    in_force(public=False)
    page(client, "policy", "use-of-force", status=404)
    html = page(client, "policy_list")
    assert "Whatever is in force is here but 1 policy" in html
    assert "Use of force</a>" not in html
    sign_in(officer)
    assert "Why it is there" in page(client, "policy_read", "use-of-force", 1)


def long_text(sections=120):
    body = "\n".join(f"# {n} Part {n}\n{'word ' * 120}\n\n{'more ' * 120}" for n in range(1, sections))
    return f"{body}\n# {sections} Last\nSee [1]."


def test_a_long_policy_is_served_in_pages_each_light_enough(client, in_force):
    in_force(text=long_text())
    first = page(client, "policy", "use-of-force")
    assert len(first.encode()) < 30_000
    assert "Next page" in first
    last = page(client, "policy", "use-of-force", page="999")
    assert len(last.encode()) < 30_000
    assert "?page=1#s-1" in last
    assert "Page before" in last


def test_what_changed_is_told_by_section_and_word_for_the_ear_too(client, in_force):
    first = in_force(days=90, text="# 1 A\nKeep this.\n\nOne old word.\n# 2 B\nSame.\n# 3 C\nGoes.")
    in_force(policy=first.policy, text="# 1 A\nKeep this.\n\nOne new word.\n# 2 B\nSame.\n# 4 D\nComes.")
    html = page(client, "policy_change_page", "use-of-force", 1, 2)
    assert "<ins>" in html
    assert "<del>" in html
    assert "added:" in html
    assert "taken out:" in html
    for words in ("1 section changed", "1 section is new", "1 section was taken out", "1 section did not change"):
        assert words in html
    page(client, "policy_change_page", "use-of-force", 9, 2, status=404)
    assert "No word of the text changed" in page(client, "policy_change_page", "use-of-force", 2, 2)


def test_long_changes_come_in_pages(client, in_force):
    first = in_force(days=90, text=long_text(30))
    in_force(policy=first.policy, text=long_text(30).replace("word word", "other").replace("Part 3", "Piece 3"))
    html = page(client, "policy_change_page", "use-of-force", 1, 2)
    assert "Next page" in html
    assert len(html.encode()) < 30_000
    assert len(page(client, "policy_change_page", "use-of-force", 1, 2, page="2").encode()) < 30_000


def test_what_was_in_force_on_any_day(client, in_force):
    first = in_force(days=90, text="# 1 A\nOld.")
    in_force(policy=first.policy, text="# 1 A\nNew.")
    assert "/use-of-force/1/" in page(client, "policy_in_force", on="2027-04-01")
    assert "/use-of-force/2/" in page(client, "policy_in_force")
    assert "In force on June 16, 2027" in page(client, "policy_in_force", on="2030-01-01"), "nobody knows yet"
    assert "Nothing that we have on record" in page(client, "policy_in_force", on="2001-01-01")
    assert "Write the date like this" in page(client, "policy_in_force", on="yesterday")


@pytest.mark.parametrize(("ending", "words"), [("html", "<style>"), ("txt", "# 1 Purpose"), ("json", '"sections"')])
def test_a_version_is_a_file_too(client, in_force, ending, words):
    in_force()
    assert words in page(client, "policy_file", "use-of-force", 1, ending)


def test_the_list_is_a_file_too(client, in_force):
    in_force(required="use_of_force")
    assert "use_of_force" in page(client, "policy_list_file", "csv")
    assert '"in_force_from"' in page(client, "policy_list_file", "json")


def test_staff_see_what_applies_to_them_and_find_by_word_and_day(client, riverton, in_force, officer, sign_in):
    unit = Unit.objects.create(agency=riverton, name="River patrol", kind="patrol")
    for_all, for_some = in_force("1", title="For all"), in_force("2", title="For boats")
    policy_form(client, sign_in, for_some.policy, officer, units=[unit.pk])
    sign_in(officer)
    html = page(client, "policy_desk")
    assert for_all.policy.title in html
    assert "For boats" not in html
    assert "For boats" in page(client, "policy_desk", which="all")
    assert "For all" not in page(client, "policy_desk", on="2001-01-01")
    assert "Write the date like this" in page(client, "policy_desk", on="x")
    for name in ("policy_desk", "policy_in_force"):
        assert "This day has not come yet." in page(client, name, on="2090-01-01")
        assert "This day has not come yet." not in page(client, name, on="2027-06-16")
    assert "For boats" in page(client, "policy_desk", which="all", words="boats")
    assert "River patrol" in page(client, "policy_read", "for-boats", 1)


def policy_form(client, sign_in, policy, _back, **more):
    sign_in(User.objects.get(name="Helen Strand"))
    page(client, "policy_change", policy.slug)
    data = {"number": policy.number, "title": policy.title, "review_months": 12, **more}
    post(client, "policy_change", policy.slug, **data)


def test_a_text_that_is_in_english_alone_says_so_wherever_it_is_read_in_spanish(
    client, in_force, asked, officer, sign_in
):
    one = in_force("301", title="Foot chases")
    in_force(policy=one.policy, days=3, text="# 1 Purpose\nOther words.")
    pages = ("policies/foot-chases/1/to/2/", f"policies/consultations/{asked.pk}/")
    for address in pages:
        assert "Aún no está en su idioma." in client.get(f"/riverton/es/{address}").content.decode()
        assert "Not yet in your language." not in client.get(f"/riverton/{address}").content.decode()
    sign_in(officer)
    read = "staff/policies/foot-chases/2/read/"
    assert "Solo obliga el texto en inglés" in client.get(f"/riverton/es/{read}").content.decode()
    assert "Only the English text binds" not in client.get(f"/riverton/{read}").content.decode()


def test_nobody_writes_over_words_that_they_have_not_seen(client, draft, writer, chief, sign_in):
    version = draft()
    sign_in(writer)
    seen = re.search(r'name="seen" value="(\w+)"', page(client, "version_write", "use-of-force", 1))[1]
    actions.revise(actor=chief, version=version, words={"text": "# 1 Purpose\nThe chief wrote this."})
    mine = {"text": "# 1 Purpose\nI wrote this.", "summary": "Mine."}
    html = post(client, "version_write", "use-of-force", 1, status=422, seen=seen, **mine)
    assert "Somebody saved other words since you opened this page" in html
    assert "I wrote this." in html
    version.refresh_from_db()
    assert "The chief wrote this." in version.text
    again = re.search(r'name="seen" value="(\w+)"', html)[1]
    assert again != seen
    for _twice in range(2):
        post(client, "version_write", "use-of-force", 1, seen=again, **mine)
    version.refresh_from_db()
    assert version.text == mine["text"]


def test_a_line_that_combines_marks_stays_as_it_is_until_it_is_unchecked(client, riverton, in_force, officer, sign_in):
    policy = in_force("2", title="For boats").policy
    unit = Unit.objects.create(agency=riverton, name="River patrol", kind="patrol")
    both = Bound(rank="sergeant", sworn=True)
    lines = [both, Bound(unit=unit.pk), Bound(sworn=False)]
    actions.change(actor=System("test"), policy=policy, changes={}, scopes=lines)
    sign_in(User.objects.get(name="Helen Strand"))
    html = page(client, "policy_change", policy.slug)
    assert "Sergeant, all who are sworn" in html
    assert html.count(" checked") == 3
    trail = AuditEvent.objects.count()
    kept = re.findall(r'name="combined" value="([^"]*)"', html)
    policy_form(client, sign_in, policy, officer, units=[unit.pk], combined=kept)
    assert {one.bound for one in policy.scopes.all()} == set(lines)
    assert AuditEvent.objects.count() == trail
    policy_form(client, sign_in, policy, officer, units=[unit.pk], combined=kept[:1])
    assert {one.bound for one in policy.scopes.all()} == {both, Bound(unit=unit.pk)}


def test_the_copy_holds_what_applies_and_its_day(client, in_force, officer, sign_in):
    in_force()
    sign_in(officer)
    html = page(client, "policy_copy")
    assert "copied on June 16, 2027" in html
    assert 'data-from="2027-06-30"' in html
    assert "Why it is there." in html
    assert "http-equiv" not in html
    assert "src=" not in html


def test_lists_cost_the_same_at_one_row_and_at_three(client, in_force, officer, sign_in, writer, count_queries):
    in_force("1", title="One")
    costs = {}
    for rows in (1, 3):
        if rows == 3:
            in_force("2", title="Two")
            in_force("3", title="Three")
        costs[rows] = [count_queries(lambda: page(client, "policy_in_force"))]
        for user, name in ((officer, "policy_desk"), (writer, "policy_work")):
            sign_in(user)
            costs[rows].append(count_queries(lambda name=name: page(client, name)))
        client.logout()
    assert costs[1] == costs[3]


def test_a_policy_from_the_first_word_to_its_day(client, riverton, writer, chief, sign_in, today):
    sign_in(writer)
    assert "Begin a policy" in page(client, "policy_work")
    post(client, "policy_new", number="7", title="New", review_months=12, sworn="on", private="")
    row = Policy.objects.get(number="7")
    assert "Begin a section" not in page(client, "version_write", row.slug, 1)
    post(client, "version_write", row.slug, 1, text="Loose words", status=302)
    assert "Line 1: Begin with a section" in page(client, "policy_work_version", row.slug, 1)
    summary = "We do this. " * 20
    post(client, "version_write", row.slug, 1, text="# 1 A\nWords.", summary=summary, summary_es=summary)
    assert "reads like grade" in page(client, "policy_work_version", row.slug, 1)
    post(client, "version_internal", row.slug, 1)
    post(client, "version_back", row.slug, 1, reason="Too short.")
    post(client, "version_internal", row.slug, 1)
    page(client, "version_consult", row.slug, 1)
    post(client, "version_legal", row.slug, 1)
    html = page(client, "policy_work_version", row.slug, 1)
    assert "Too short." in html
    sign_in(chief)
    assert "Approve this version" in page(client, "policy_work_version", row.slug, 1)
    post(client, "version_approve", row.slug, 1, status=422, effective_from="2001-01-01")
    post(client, "version_approve", row.slug, 1, effective_from=str(today))
    assert PolicyVersion.objects.get(policy=row).state == VersionState.EFFECTIVE
    html = page(client, "policy_work_detail", row.slug)
    assert "sworn" in html
    assert "Begin a new version" in html
    post(client, "policy_draft", row.slug)
    assert "is being worked on already" in post(client, "policy_draft", row.slug, follow=True, status=200)
    page(client, "policy_draft", "none", status=405)


def test_a_refused_move_says_why(client, draft, writer, sign_in):
    draft(text="Loose words")
    sign_in(writer)
    assert "Line 1" in post(client, "version_internal", "use-of-force", 1, follow=True, status=200)


def test_laws_reviews_and_what_must_be_there(client, riverton, in_force, writer, sign_in, today):
    in_force()
    sign_in(writer)
    post(client, "policy_law", "use-of-force", citation="Code 1", demands="Much.", exceeds_law="on", status=422)
    post(client, "policy_law", "use-of-force", citation="Code 1", demands="Much.")
    run = Run.objects.create(
        agency=riverton, study="x", state="published", window_start=today, window_end=today, as_of=today,
        started_at="2027-06-01T00:00Z", ended_at="2027-06-01T00:00Z",
        words={"order": ["m"], "measures": {"m": {"title": {"en": "Force by group"}}}, "labels": {}},
    )  # fmt: skip
    Finding.objects.create(
        agency=riverton, run=run, key="m", measure="m", period_start=today, period_end=today, shown={}
    )
    assert "Force by group" in page(client, "policy_review", "use-of-force")
    long = "We do not know yet, because nobody counted."
    post(client, "policy_review", "use-of-force", burden="-", figures=long, heard=long, outcome="keep", status=422)
    post(client, "policy_review", "use-of-force", burden=long, figures=long, heard=long, outcome="keep", finding="m")
    html = page(client, "policy", "use-of-force")
    assert "The figure that was looked at: Force by group" in html
    assert "It stays as it is" in html
    assert "It stays as it is" in page(client, "policy_work_detail", "use-of-force")
    page(client, "policy_required")
    post(client, "policy_required", code="pursuits", name_en="Chases", name_es="Persecuciones", citation="Code 2",
         effective_from="2027-01-01")  # fmt: skip
    assert "Chases" in page(client, "policy_list")


def test_a_comment_page_of_nobody_is_not_found(client, riverton, writer, sign_in):
    sign_in(writer)
    for name in ("comment_read", "theme_answer", "consultation_work", "theme_new"):
        page(client, name, 999, status=404)
    post(client, "consultation_end", 999, status=404)
    post(client, "policy_draft", "none", status=404)
    post(client, "version_internal", "none", 1, status=404)
    page(client, "version_write", "none", 1, status=404)
    page(client, "policy_change", "none", status=404)


def test_one_endless_paragraph_is_told_in_pieces(client, in_force):
    old, new = "may " * 9000, "x" * 4000 + " must" * 9000
    first = in_force(days=90, text=f"# 1 A\nKept. {'same words here ' * 90} end one.\n\n{old}")
    in_force(policy=first.policy, text=f"# 1 A\nKept. {'same words here ' * 90} end two.\n\n{new}")
    html = page(client, "policy_change_page", "use-of-force", 1, 2)
    assert "[…]" in html
    assert "Next page" in html
    assert len(html.encode()) < 30_000


def test_a_version_that_waits_for_its_day_says_which(client, draft, chief, writer, officer, sign_in, today):
    version = draft()
    for to in (VersionState.INTERNAL, VersionState.LEGAL):
        version = actions.send_on(actor=writer, version=version, to=to)
    actions.approve(actor=chief, version=version, effective_from=today + timedelta(days=4))
    sign_in(chief)
    assert "In force from June 20, 2027 on" in page(client, "policy_work_version", "use-of-force", 1)
    assert "Withdraw it before its day" in page(client, "policy_work_version", "use-of-force", 1)
    sign_in(writer)
    html = page(client, "policy_work_version", "use-of-force", 1)
    assert "ask people to sign it" in html
    assert "Withdraw it" not in html
    sign_in(officer)
    assert "Withdraw it" not in page(client, "policy_work_version", "use-of-force", 1)


def test_a_policy_is_public_unless_somebody_says_why_not(client, writer, sign_in):
    sign_in(writer)
    post(client, "policy_new", number="8", title="Plain", review_months=12)
    post(client, "policy_new", number="9", title="Hidden", review_months=12, private="on")
    assert dict(Policy.objects.values_list("number", "public")) == {"8": True, "9": False}
    assert Policy(number="1").public
