"""The words of police records as officers write them, and what each means here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StopReason(TextChoices):
    """Why somebody was stopped, as the dispatch record says (Minneapolis open data, "Police Stop Data": problem)."""

    TRAFFIC = "traffic", _("Traffic")
    SUSPICIOUS = "suspicious", _("Suspicious person or vehicle")
    ATTEMPT_PICK_UP = "attempt_pick_up", _("Attempt to pick up a wanted person")
    TRUANCY = "truancy", _("Truancy")
    CURFEW = "curfew", _("Curfew")
    OTHER = "other", _("Other")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class RaceGroup(TextChoices):
    """A person's race or origin as the officer wrote it down: what the officer believed, not what the person said.

    "Unknown" is what an officer wrote; "not recorded" means that the record has no such field or left it empty.
    East African is a group of its own because the Minneapolis records make it one.
    """

    WHITE = "white", _("White")
    BLACK = "black", _("Black")
    EAST_AFRICAN = "east_african", _("East African")
    LATINO = "latino", _("Latino")
    NATIVE_AMERICAN = "native_american", _("Native American")
    ASIAN = "asian", _("Asian")
    PACIFIC_ISLANDER = "pacific_islander", _("Pacific Islander")
    OTHER = "other", _("Other or mixed")
    UNKNOWN = "unknown", _("Unknown to the officer")
    NOT_RECORDED = "not_recorded", _("Not recorded")


WITHOUT_RACE = (RaceGroup.UNKNOWN, RaceGroup.NOT_RECORDED)
"""Records that no comparison between groups can use."""


class Gender(TextChoices):
    """A person's gender as the officer wrote it down."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    NONBINARY = "nonbinary", _("Nonbinary")
    UNKNOWN = "unknown", _("Unknown to the officer")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class Answer(TextChoices):
    """Whether something was done; "not recorded" is not "no"."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class RecordedBy(TextChoices):
    """How the record was made. Only the squad car's computer (MDC) asks about searches and race."""

    MDC = "mdc", _("Squad car computer")
    OTHER = "other", _("Another way")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class ForceType(TextChoices):
    """A kind of force, in the groups of the Minneapolis records ("Police Use of Force": ForceType)."""

    BODILY_FORCE = "bodily_force", _("Bodily force")
    CHEMICAL_IRRITANT = "chemical_irritant", _("Chemical irritant")
    TASER = "taser", _("Taser")
    MAXIMAL_RESTRAINT = "maximal_restraint", _("Maximal restraint technique")
    IMPROVISED_WEAPON = "improvised_weapon", _("Improvised weapon")
    GUN_POINT_DISPLAY = "gun_point_display", _("Gun pointed")
    LESS_LETHAL = "less_lethal", _("Less-lethal projectile")
    POLICE_DOG = "police_dog", _("Police dog bite")
    BATON = "baton", _("Baton")
    FIREARM = "firearm", _("Firearm discharged")
    OTHER = "other", _("Other")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class ForceAction(TextChoices):
    """What was done, one level below the type. Double spellings of the source are one word here.

    Four kinds of neck restraint stay apart: until 2020 the records name what the officer meant to do (conscious,
    unconscious), later what became of the person (lost consciousness or not); one cannot be turned into the other.
    """

    BODY_WEIGHT_PIN = "body_weight_pin", _("Held down by body weight")
    JOINT_LOCK = "joint_lock", _("Joint lock")
    TAKEDOWN = "takedown", _("Taken to the ground")
    PUSH_AWAY = "push_away", _("Pushed away")
    PUNCH = "punch", _("Punch")
    KNEE = "knee", _("Knee strike")
    KICK = "kick", _("Kick")
    SLAP = "slap", _("Slap")
    NECK_CONSCIOUS = "neck_conscious", _("Neck restraint meant to control")
    NECK_UNCONSCIOUS = "neck_unconscious", _("Neck restraint meant to make unconscious")
    NECK_STAYED_CONSCIOUS = "neck_stayed_conscious", _("Neck restraint, person stayed conscious")
    NECK_LOST_CONSCIOUSNESS = "neck_lost_consciousness", _("Neck restraint, person lost consciousness")
    PERSONAL_MACE = "personal_mace", _("Irritant on one person")
    CROWD_MACE = "crowd_mace", _("Irritant on a crowd")
    CHEMICAL_MUNITIONS = "chemical_munitions", _("Chemical munitions")
    CROWD_CONTROL = "crowd_control", _("Crowd control techniques")
    FIRING_DARTS = "firing_darts", _("Taser darts fired")
    TOUCH = "touch", _("Taser pressed on")
    RED_DOT = "red_dot", _("Aimed with a red dot")
    DISPLAY = "display", _("Weapon shown")
    ARCING = "arcing", _("Taser sparked as a warning")
    COMPLIANCE = "compliance", _("Compliance hold")
    SIDE_RECOVERY = "side_recovery", _("Laid on the side to breathe")
    NO_SIDE_RECOVERY = "no_side_recovery", _("Not laid on the side")
    BEAN_BAG = "bean_bag", _("Bean bag round")
    ON_LEAD = "on_lead", _("Dog on the lead")
    OFF_LEAD = "off_lead", _("Dog off the lead")
    STRIKE = "strike", _("Baton strike")
    JAB = "jab", _("Baton jab")
    FLASHLIGHT = "flashlight", _("Flashlight")
    BICYCLE = "bicycle", _("Bicycle")
    VEHICLE = "vehicle", _("Vehicle")
    FIREARM_STRUCK = "firearm_struck", _("Struck with a firearm")
    HANDGUN = "handgun", _("Handgun fired")
    OTHER = "other", _("Other")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class Resistance(TextChoices):
    """What the officer says the person did before force was used."""

    TENSED = "tensed", _("Tensed")
    VERBAL = "verbal", _("Did not do what was said")
    FLED_ON_FOOT = "fled_on_foot", _("Fled on foot")
    FLED_IN_VEHICLE = "fled_in_vehicle", _("Fled in a vehicle")
    ASSAULTED_OFFICER = "assaulted_officer", _("Assaulted an officer")
    ASSAULTED_ANIMAL = "assaulted_animal", _("Assaulted a police dog or horse")
    COMMITTING_CRIME = "committing_crime", _("Was committing a crime")
    OTHER = "other", _("Other")
    UNSPECIFIED = "unspecified", _("Unspecified")
    NOT_RECORDED = "not_recorded", _("Not recorded")
