"""The public resources on which the questions rest: title, year, publisher, and how good their evidence is.

The questions are our own; nothing here is anybody's text. The grade is the library's (`Grade`), given by us: most
guides report what departments have seen, which is "experience".
"""

from dataclasses import dataclass

from commonbeat.ground.library.rules import Grade
from commonbeat.ground.library.rules.keeping import slug_for


@dataclass(frozen=True, slots=True)
class Cited:
    """One resource, as a catalogue would name it."""

    title: str
    year: int
    publisher: str
    grade: Grade = Grade.EXPERIENCE

    @property
    def slug(self) -> str:
        """Its short name in the library, where it ships as a record."""
        return slug_for(self.title, self.year)


DUTY = Cited(
    "Emerging Use of Force Issues: Balancing Public and Officer Safety",
    2012,
    "International Association of Chiefs of Police",
)
RECONCILIATION = Cited(
    "Racial Reconciliation, Truth-Telling, and Police Legitimacy",
    2012,
    "Office of Community Oriented Policing Services",
)
PORT_ST_LUCIE = Cited(
    "Institutionalization of Problem Solving, Analysis, and Accountability in the Port St. Lucie, Florida Police "
    "Department",
    2011,
    "Office of Community Oriented Policing Services",
)
BOSTON = Cited(
    "Boston Police Department Enhancing Cultures of Integrity: Technical Assistance Guide",
    2010,
    "Office of Community Oriented Policing Services",
)
TAILORING = Cited(
    "Improving Responses to People with Mental Illnesses: Tailoring Law Enforcement Initiatives to Individual "
    "Jurisdictions",
    2010,
    "Council of State Governments Justice Center",
)
SHARING = Cited(
    "Information Sharing in Criminal Justice-Mental Health Collaborations: Working with HIPAA and Other Privacy Laws",
    2010,
    "Council of State Governments Justice Center",
)
POP = Cited(
    "Implementing POP: Leading, Structuring, and Managing a Problem-Oriented Police Agency",
    2009,
    "Office of Community Oriented Policing Services",
)
ELEMENTS = Cited(
    "Improving Responses to People with Mental Illnesses: The Essential Elements of a Specialized Law "
    "Enforcement-Based Program",
    2008,
    "Council of State Governments Justice Center",
)
TRUST = Cited(
    "Building Relationships of Trust: Moving to Implementation", 2014, "Institute for Intergovernmental Research"
)
TASK_FORCE = Cited(
    "Final Report of the President's Task Force on 21st Century Policing",
    2015,
    "Office of Community Oriented Policing Services",
)
PRINCIPLES = Cited("Guiding Principles on Use of Force", 2016, "Police Executive Research Forum")
PROACTIVE = Cited(
    "Proactive Policing: Effects on Crime and Communities", 2018, "National Academies Press", Grade.MODERATE
)
FAIRNESS_EVIDENCE = Cited(
    "Fairness and Effectiveness in Policing: The Evidence", 2004, "National Academies Press", Grade.PROMISING
)
CIVIL_RIGHTS = Cited(
    "Protecting Civil Rights: A Leadership Guide for State, Local, and Tribal Law Enforcement",
    2006,
    "International Association of Chiefs of Police",
)
DEFINED = Cited("Community Policing Defined", 2014, "Office of Community Oriented Policing Services")
CAMERAS = Cited(
    "Implementing a Body-Worn Camera Program: Recommendations and Lessons Learned",
    2014,
    "Police Executive Research Forum",
)
EARLY = Cited(
    "Early Intervention Systems for Law Enforcement Agencies: A Planning and Management Guide",
    2003,
    "Office of Community Oriented Policing Services",
)
INTERNAL_AFFAIRS = Cited(
    "Standards and Guidelines for Internal Affairs: Recommendations from a Community of Practice",
    2009,
    "Office of Community Oriented Policing Services",
)
OVERSIGHT = Cited(
    "Civilian Oversight of Law Enforcement: Assessing the Evidence",
    2016,
    "National Association for Civilian Oversight of Law Enforcement",
    Grade.PROMISING,
)
RACIAL_DATA = Cited(
    "How to Correctly Collect and Analyze Racial Profiling Data: Your Reputation Depends On It!",
    2002,
    "Office of Community Oriented Policing Services",
)
LEGITIMACY = Cited(
    "Legitimacy and Procedural Justice: A New Element of Police Leadership", 2014, "Police Executive Research Forum"
)
POP_REVIEW = Cited(
    "Problem-oriented policing for reducing crime and disorder: An updated systematic review and meta-analysis",
    2020,
    "Campbell Systematic Reviews",
    Grade.STRONG,
)
TRIAL = Cited(
    "Reforming the police through procedural justice training: A multicity randomized trial at crime hot spots",
    2022,
    "Proceedings of the National Academy of Sciences",
    Grade.MODERATE,
)

CITED: tuple[Cited, ...] = (
    DUTY,
    RECONCILIATION,
    PORT_ST_LUCIE,
    BOSTON,
    TAILORING,
    SHARING,
    POP,
    ELEMENTS,
    TRUST,
    TASK_FORCE,
    PRINCIPLES,
    PROACTIVE,
    FAIRNESS_EVIDENCE,
    CIVIL_RIGHTS,
    DEFINED,
    CAMERAS,
    EARLY,
    INTERNAL_AFFAIRS,
    OVERSIGHT,
    RACIAL_DATA,
    LEGITIMACY,
    POP_REVIEW,
    TRIAL,
)
"""Every resource that a question rests on; each ships with the library (ground/library/rules/shipped.py)."""
BY_SLUG = {one.slug: one for one in CITED}
