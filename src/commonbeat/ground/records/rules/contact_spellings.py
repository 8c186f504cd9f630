"""How exports of CAD and RMS spell the words of contacts, and which words in a kind of call ask for care."""

import re
from collections.abc import Mapping

from commonbeat.ground.records.rules.contacts import ContactFlag, PersonRole
from commonbeat.ground.records.rules.spellings import ANSWERS, spelled
from commonbeat.ground.records.rules.vocabulary import Answer

ROLES = spelled(
    {
        PersonRole.CALLER: (
            *("caller", "c", "comp", "complainant", "reporting party", "reporting person", "reportee", "reporter"),
            *("rp", "r/p", "r", "informant", "inf", "call taker contact", "person reporting", "calling party"),
        ),
        PersonRole.VICTIM: ("victim", "v", "vic", "vict", "injured party", "aggrieved"),
        PersonRole.WITNESS: ("witness", "w", "wit", "witn", "witness/other"),
        PersonRole.SUSPECT: (
            *("suspect", "s", "sus", "susp", "offender", "off", "perpetrator", "subject", "subj", "accused"),
            *("defendant", "def", "person of interest", "poi", "suspect/offender", "aggressor"),
        ),
        PersonRole.ARRESTEE: ("arrestee", "a", "arr", "arrested", "arrested person", "in custody", "prisoner"),
        PersonRole.DRIVER: ("driver", "d", "drv", "motorist", "operator", "vehicle operator"),
        PersonRole.OTHER: (
            *("other", "o", "oth", "passenger", "pass", "owner", "vehicle owner", "property owner", "involved", "inv"),
            *("involved person", "other involved", "bystander", "parent", "guardian", "parent/guardian", "pedestrian"),
            *("mentioned", "contact", "next of kin", "business owner", "finder", "neighbor"),
        ),
        PersonRole.NOT_RECORDED: ("na", "n/a", "not recorded", "unknown", "u", "unk", "not stated"),
    }
)

INITIATED = {
    **ANSWERS,
    **spelled(
        {
            Answer.YES: (
                *("officer", "officer initiated", "officer-initiated", "self", "self initiated", "self-initiated"),
                *("on view", "on-view", "onview", "proactive", "field initiated", "field", "traffic stop", "si", "oi"),
            ),
            Answer.NO: (
                *("911", "e911", "e-911", "w911", "911 call", "9-1-1", "text to 911", "text", "phone", "telephone"),
                *("call", "citizen", "citizen initiated", "dispatched", "dispatch", "non-emergency", "nonemergency"),
                *("alarm", "alarm company", "walk in", "walk-in", "walkin", "lobby", "online", "web", "cfs", "public"),
            ),
        }
    ),
}

MINORS = {
    **spelled(
        {
            Answer.YES: ("juvenile", "juv", "j", "minor", "child", "under 18", *map(str, range(2, 18))),
            Answer.NO: ("adult", "a", "18+", "18 and over", *map(str, range(18, 121))),
        }
    ),
    **ANSWERS,
}
"""Also an age in years: under 18 is a minor."""

LANGUAGES = {
    **dict.fromkeys(("en", "eng", "e", "english", "inglés", "ingles"), "en"),
    **dict.fromkeys(("es", "spa", "sp", "s", "spanish", "español", "espanol", "castellano"), "es"),
    **dict.fromkeys(
        (
            *("other", "o", "somali", "hmong", "oromo", "karen", "vietnamese", "arabic", "chinese", "mandarin"),
            *("cantonese", "russian", "french", "amharic", "swahili", "lao", "korean", "tagalog", "portuguese"),
            *("haitian creole", "creole", "polish", "urdu", "hindi", "nepali", "japanese", "german", "dari", "pashto"),
            *("asl", "american sign language", "sign language"),
        ),
        "other",
    ),
    **dict.fromkeys(("unknown", "u", "unk", "not recorded"), ""),
}

NO_NUMBER = dict.fromkeys(
    (
        *("unknown", "unk", "u", "refused", "ref", "rfsd", "declined", "anonymous", "anon", "no phone", "no number"),
        *("not given", "none given", "not provided", "not available", "unavailable", "not recorded", "blank", "no"),
        *("0", "00000000", "0000000000", "000-000-0000", "(000) 000-0000", "(   )   -", "( ) -", "--", "x"),
    ),
    "",
)
"""What dispatchers write where nobody gave a number."""

FLAGS = spelled(
    {
        ContactFlag.DOMESTIC_VIOLENCE: (
            *("dv", "domestic", "domestic violence", "domestic abuse", "ipv", "intimate partner violence", "dom"),
            *("family violence", "fv", "dvo"),
        ),
        ContactFlag.SEXUAL_VIOLENCE: (
            *("sa", "sexual assault", "sex assault", "sexual violence", "sex crime", "sex offense", "rape", "csc"),
            *("criminal sexual conduct", "trafficking", "human trafficking"),
        ),
        ContactFlag.CHILD_ABUSE: ("child abuse", "child neglect", "child endangerment", "ca", "cps"),
        ContactFlag.VULNERABLE_ADULT: ("elder abuse", "vulnerable adult", "vulnerable adult abuse", "va", "aps"),
        ContactFlag.VIOLENCE: ("violence", "violent", "assault", "weapon", "weapons", "gun", "shots fired", "injury"),
        ContactFlag.STALKING: (
            *(
                "stalking",
                "harassment",
                "threats",
                "threat",
                "protection order",
                "protective order",
                "restraining order",
            ),
            *("order for protection", "ofp", "hro", "tro", "no contact order"),
        ),
        ContactFlag.MENTAL_HEALTH: (
            *(
                "mental health",
                "mh",
                "mental",
                "edp",
                "emotionally disturbed person",
                "crisis",
                "cit",
                "behavioral health",
            ),
            *("behavioral", "psych", "psychiatric", "5150", "baker act", "72 hour hold"),
        ),
        ContactFlag.SUICIDE: ("suicide", "suicidal", "suicide attempt", "self harm", "self-harm", "si/hi"),
        ContactFlag.DEATH: (
            *("death", "doa", "deceased", "fatal", "fatality", "homicide", "death notification", "unattended death"),
            *("next of kin",),
        ),
        ContactFlag.OVERDOSE: ("overdose", "od", "narcan"),
        ContactFlag.MISSING_PERSON: ("missing", "missing person", "runaway", "abduction"),
        ContactFlag.CONFIDENTIAL: (
            *(
                "confidential",
                "do not contact",
                "do not call",
                "dnc",
                "no contact",
                "protected address",
                "safe at home",
            ),
            *("anonymous", "sealed", "restricted", "do not text"),
        ),
        ContactFlag.OTHER: ("other", "sensitive", "special care", "caution", "yes", "y", "true", "1"),
    }
) | dict.fromkeys(("no", "n", "false", "0", "unknown"), "")
"""Also a column that says no more than yes or no."""

IN_CALL_TYPES: Mapping[ContactFlag, str] = {
    ContactFlag.DOMESTIC_VIOLENCE: r"domestic|\bdom(?:es)?\b|\bdv|\bipv\b|family viol|family fight|spous|partner viol",
    ContactFlag.SEXUAL_VIOLENCE: (
        r"sexual|\bsex\b|\brape|\bcsc\b|molest|indecent|sodomy|traffick|incest|peeping|porn|lewd"
    ),
    ContactFlag.CHILD_ABUSE: r"child (?:abuse|neglect|endanger|protect|custody)|\bcps\b|crimes? against child|neglect",
    ContactFlag.VULNERABLE_ADULT: r"\belder|vulnerable|\baps\b",
    ContactFlag.VIOLENCE: (
        r"assault|\bd?aslt|\bbatter|\brobb|shoot|\bshot|\bstab|kidnap|abduct|strang|homicid|murder|weapon|\bgun\b"
        r"|\bknife|hostage|carjack|home invasion|\bbias|\bhate|explosi|\briot|fight|\bforce\b"
    ),
    ContactFlag.STALKING: (
        r"stalk|harass|threat|terroris|(?:protecti(?:on|ve)|restrain\w*|no.contact|harassment|court) order"
        r"|order for prot|\bofp\b|\bhro\b|\btro\b"
    ),
    ContactFlag.MENTAL_HEALTH: (
        r"mental|\bedp\b|emotion|psych|crisis|behavioral|\bcit\b|\b5150\b|baker act|welfare|well.?being"
    ),
    ContactFlag.SUICIDE: r"suicid|self.?harm|jumper",
    ContactFlag.DEATH: (
        r"death|\bdoa\b|deceas|\bdead\b|fatal|\bbody found|next of kin|\bsids\b|homicid|murder|coroner|medical exam"
    ),
    ContactFlag.OVERDOSE: r"overdos|\bod\b|narcan|naloxone",
    ContactFlag.MISSING_PERSON: r"missing (?:pers|child|juv|adult|endang)|runaway|\bamber\b|silver alert|abduct|kidnap",
    ContactFlag.CONFIDENTIAL: r"confidential|informant|undercover|sealed",
}
"""Patterns in a kind of call or a disposition, in lower case. They err on the side of care: "welfare check" is one."""

_PATTERNS = [(flag, re.compile(pattern)) for flag, pattern in IN_CALL_TYPES.items()]


def flags_in(words: str) -> frozenset[ContactFlag]:
    """What calls for care in the words of a kind of call or a disposition."""
    plain = " ".join(words.casefold().replace("_", " ").split())
    return frozenset(flag for flag, pattern in _PATTERNS if pattern.search(plain))
