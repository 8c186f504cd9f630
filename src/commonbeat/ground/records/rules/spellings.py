"""How files spell the words of stops and force: each spelling and the one word that it means here."""

from collections.abc import Mapping, Sequence

from commonbeat.ground.records.rules.vocabulary import (
    Answer,
    ForceAction,
    ForceType,
    Gender,
    RaceGroup,
    RecordedBy,
    Resistance,
    StopReason,
)


def spelled(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """From each spelling to its code."""
    return {spelling: str(code) for code, spellings in words.items() for spelling in spellings}


ANSWERS = spelled(
    {
        Answer.YES: ("yes", "y", "true", "t", "1", "sí", "si"),
        Answer.NO: ("no", "n", "false", "f", "0"),
        Answer.NOT_RECORDED: ("na", "n/a", "not recorded", "not applicable", "unknown", "u"),
    }
)

RACES = spelled(
    {
        RaceGroup.WHITE: ("white", "w", "caucasian", "white non-hispanic", "non-hispanic white"),
        RaceGroup.BLACK: ("black", "b", "african american", "black or african american", "black/african american"),
        RaceGroup.EAST_AFRICAN: ("east african", "somali"),
        RaceGroup.LATINO: ("latino", "latina", "latinx", "hispanic", "h", "hispanic or latino", "hispanic/latino"),
        RaceGroup.NATIVE_AMERICAN: ("native american", "american indian", "american indian or alaska native", "i"),
        RaceGroup.ASIAN: ("asian", "a"),
        RaceGroup.PACIFIC_ISLANDER: ("pacific islander", "native hawaiian or pacific islander", "hawaiian", "p"),
        RaceGroup.OTHER: (
            "other",
            "o",
            "other / mixed race",
            "other/mixed race",
            "mixed",
            "multiracial",
            "two or more",
        ),
        RaceGroup.UNKNOWN: ("unknown", "u", "unk", "not known"),
        RaceGroup.NOT_RECORDED: ("na", "n/a", "not recorded", "not reported"),
    }
)

GENDERS = spelled(
    {
        Gender.MALE: ("male", "m", "man"),
        Gender.FEMALE: ("female", "f", "woman"),
        Gender.NONBINARY: ("nonbinary", "non-binary", "x", "gender non-conforming", "transgender"),
        Gender.UNKNOWN: ("unknown", "u", "unk"),
        Gender.NOT_RECORDED: ("na", "n/a", "not recorded"),
    }
)

RECORDERS = spelled({RecordedBy.MDC: ("mdc",), RecordedBy.OTHER: ("other",)})

STOP_REASONS = spelled(
    {
        StopReason.TRAFFIC: ("traffic", "traffic law enforcement", "traffic stop", "traffic violation"),
        StopReason.SUSPICIOUS: ("suspicious", "suspicious person", "suspicious vehicle", "subject stop"),
        StopReason.ATTEMPT_PICK_UP: ("attempt pick-up", "attempt pick up", "warrant"),
        StopReason.TRUANCY: ("truancy",),
        StopReason.CURFEW: ("curfew violations", "curfew"),
        StopReason.OTHER: ("other",),
        StopReason.NOT_RECORDED: ("na", "n/a", "not recorded"),
    }
)

FORCE_TYPES = spelled(
    {
        ForceType.BODILY_FORCE: ("bodily force", "physical force", "hands on"),
        ForceType.CHEMICAL_IRRITANT: ("chemical irritant", "oc spray", "pepper spray", "mace"),
        ForceType.TASER: ("taser", "conducted energy weapon", "conducted energy device", "cew", "ecw", "stun gun"),
        ForceType.MAXIMAL_RESTRAINT: ("maximal restraint technique", "hobble"),
        ForceType.IMPROVISED_WEAPON: ("improvised weapon",),
        ForceType.GUN_POINT_DISPLAY: ("gun point display", "firearm pointed", "pointed firearm"),
        ForceType.LESS_LETHAL: ("less lethal", "less lethal projectile", "40mm", "bean bag", "impact projectile"),
        ForceType.POLICE_DOG: ("police k9 bite", "k9", "k9 bite", "canine", "police dog"),
        ForceType.BATON: ("baton", "impact weapon"),
        ForceType.FIREARM: ("firearm", "firearm discharge", "deadly force"),
        ForceType.OTHER: ("other",),
    }
)

ACTIONS = spelled(
    {
        ForceAction.BODY_WEIGHT_PIN: ("body weight pin", "body weight to pin"),
        ForceAction.JOINT_LOCK: ("joint lock",),
        ForceAction.TAKEDOWN: ("takedown", "take down", "takedowns"),
        ForceAction.PUSH_AWAY: ("push away",),
        ForceAction.PUNCH: ("punch", "punches"),
        ForceAction.KNEE: ("knee", "knees"),
        ForceAction.KICK: ("kick", "kicks"),
        ForceAction.SLAP: ("slap", "slaps"),
        ForceAction.NECK_CONSCIOUS: ("conscious neck restraint",),
        ForceAction.NECK_UNCONSCIOUS: ("unconscious neck restraint",),
        ForceAction.NECK_STAYED_CONSCIOUS: (
            "neck restraint: subject did not lose conciousness",
            "neck restraint: subject did not lose consciousness",
        ),
        ForceAction.NECK_LOST_CONSCIOUSNESS: (
            "neck restraint: subject lost conciousness",
            "neck restraint: subject lost consciousness",
        ),
        ForceAction.PERSONAL_MACE: ("personal mace",),
        ForceAction.CROWD_MACE: ("crowd control mace",),
        ForceAction.CHEMICAL_MUNITIONS: ("chemical munitions",),
        ForceAction.CROWD_CONTROL: ("crowd control techniques",),
        ForceAction.FIRING_DARTS: ("firing darts",),
        ForceAction.TOUCH: ("touch", "drive stun"),
        ForceAction.RED_DOT: ("red dot",),
        ForceAction.DISPLAY: ("display",),
        ForceAction.ARCING: ("arcing",),
        ForceAction.COMPLIANCE: ("compliance",),
        ForceAction.SIDE_RECOVERY: ("side recovery position",),
        ForceAction.NO_SIDE_RECOVERY: ("not side recovery position",),
        ForceAction.BEAN_BAG: ("bean bag round",),
        ForceAction.ON_LEAD: ("on lead",),
        ForceAction.OFF_LEAD: ("off lead",),
        ForceAction.STRIKE: ("strike", "strikes"),
        ForceAction.JAB: ("jab", "jabs"),
        ForceAction.FLASHLIGHT: ("flashlight",),
        ForceAction.BICYCLE: ("bicycle",),
        ForceAction.VEHICLE: ("vehicle",),
        ForceAction.FIREARM_STRUCK: ("firearm as striking tool", "firearms as striking tool"),
        ForceAction.HANDGUN: ("hand gun", "handgun"),
        ForceAction.OTHER: ("other", "other (specify)", "other improvised weapon"),
    }
)

RESISTANCES = spelled(
    {
        Resistance.TENSED: ("tensed",),
        Resistance.VERBAL: ("verbal non-compliance", "verbal noncompliance"),
        Resistance.FLED_ON_FOOT: ("fled on foot",),
        Resistance.FLED_IN_VEHICLE: ("fled in vehicle", "fled in a vehicle"),
        Resistance.ASSAULTED_OFFICER: ("assaulted officer",),
        Resistance.ASSAULTED_ANIMAL: (
            "assaulted police k9",
            "assaulting police k9",
            "assaulted police horse",
            "assaulting police horse",
        ),
        Resistance.COMMITTING_CRIME: ("commission of crime", "commission of a crime"),
        Resistance.OTHER: ("other",),
        Resistance.UNSPECIFIED: ("unspecified",),
    }
)
