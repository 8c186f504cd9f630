"""More records that come with the program: guides, reviews and studies on which the self-review's questions rest."""

from commonbeat.ground.library.rules.shipped_record import ALL, STAFF, ShippedResource
from commonbeat.ground.library.rules.shipped_topics import CRIME, FORCE, HEALTH, TECHNOLOGY, TRUST, WELLNESS
from commonbeat.ground.library.rules.vocabulary import Grade

GUIDES = (
    ShippedResource(
        title="Final Report of the President's Task Force on 21st Century Policing",
        year=2015,
        types=("report",),
        topics=(TRUST, FORCE, WELLNESS, TECHNOLOGY),
        audiences=ALL,
        kind="best_practice",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en=(
            "Take one recommendation to a community meeting and ask what keeping it would look like on your streets."
        ),
        note_es=(
            "Lleve una recomendación a una reunión con la comunidad y pregunte cómo se vería cumplirla en sus calles."
        ),
    ),
    ShippedResource(
        title="Guiding Principles on Use of Force",
        year=2016,
        types=("report",),
        topics=(FORCE, HEALTH),
        audiences=STAFF,
        kind="best_practice",
        provenance="practitioner",
        publisher="Police Executive Research Forum",
        note_en=(
            "Go through it with officers who train others: which principle do your rules say, and which do you "
            "only hope for?"
        ),
        note_es="Repáselo con los oficiales que enseñan: ¿qué principio dicen sus reglas y cuál solo se espera?",
    ),
    ShippedResource(
        title="Proactive Policing: Effects on Crime and Communities",
        year=2018,
        types=("report",),
        topics=(CRIME, TRUST),
        audiences=ALL,
        kind="strategy",
        provenance="research",
        publisher="National Academies Press",
        note_en=(
            "Before you begin or keep a strategy, look up what is known of its effect on crime and on trust, and "
            "what is not."
        ),
        note_es=(
            "Antes de iniciar o mantener una estrategia, busque qué se sabe de su efecto en el delito y en la "
            "confianza, y qué no."
        ),
        grade=Grade.MODERATE,
        citation=(
            "National Academies of Sciences, Engineering, and Medicine, Proactive Policing: Effects on Crime and "
            "Communities (Washington, DC: National Academies Press, 2018), doi 10.17226/24928"
        ),
    ),
    ShippedResource(
        title="Fairness and Effectiveness in Policing: The Evidence",
        year=2004,
        types=("report",),
        topics=(TRUST, FORCE, CRIME),
        audiences=ALL,
        kind="strategy",
        provenance="research",
        publisher="National Academies Press",
        note_en="An older review: use it to see which questions were open then, and ask what has been studied since.",
        note_es=(
            "Una revisión antigua: úsela para ver qué quedaba sin respuesta y pregunte qué se ha estudiado desde "
            "entonces."
        ),
        grade=Grade.PROMISING,
        citation=(
            "National Research Council, Fairness and Effectiveness in Policing: The Evidence (Washington, DC: "
            "National Academies Press, 2004), doi 10.17226/10419"
        ),
    ),
    ShippedResource(
        title="Protecting Civil Rights: A Leadership Guide for State, Local, and Tribal Law Enforcement",
        year=2006,
        types=("guidebook_tool",),
        topics=(TRUST, FORCE),
        audiences=("agency",),
        kind="best_practice",
        provenance="practitioner",
        publisher="International Association of Chiefs of Police",
        note_en=(
            "Use it to check that complaints, force and stops are looked at together. Law has moved on: ask your "
            "counsel."
        ),
        note_es=(
            "Úsela para revisar que quejas, fuerza y detenciones se miren juntas. La ley ha cambiado: pregunte a "
            "su asesor legal."
        ),
    ),
    ShippedResource(
        title="Community Policing Defined",
        year=2014,
        types=("guidebook_tool",),
        topics=(TRUST, CRIME),
        audiences=ALL,
        kind="strategy",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en="Short enough to read together. Mark what your agency does every week and what only one unit does.",
        note_es=(
            "Es tan breve que puede leerse en grupo. Marque qué hace su agencia cada semana y qué hace solo una unidad."
        ),
    ),
    ShippedResource(
        title="Implementing a Body-Worn Camera Program: Recommendations and Lessons Learned",
        year=2014,
        types=("report", "guidebook_tool"),
        topics=(TECHNOLOGY, FORCE),
        audiences=ALL,
        kind="tool",
        provenance="practitioner",
        publisher="Police Executive Research Forum",
        note_en=(
            "Write your own answer to when to record, who may watch and when it is deleted; then ask "
            "residents about it."
        ),
        note_es=(
            "Escriba su propia respuesta a cuándo grabar, quién puede ver y cuándo se borra; luego pregunte a "
            "los vecinos."
        ),
    ),
    ShippedResource(
        title="Early Intervention Systems for Law Enforcement Agencies: A Planning and Management Guide",
        year=2003,
        types=("guidebook_tool",),
        topics=(WELLNESS, FORCE),
        audiences=("agency",),
        kind="tool",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en=(
            "Older than most systems in use: keep its question of what help follows a flag, and who sees that it came."
        ),
        note_es=(
            "Anterior a casi todos los sistemas en uso: quédese con su pregunta de qué ayuda sigue a una alerta y "
            "quién comprueba que llegó."
        ),
    ),
    ShippedResource(
        title="Standards and Guidelines for Internal Affairs: Recommendations from a Community of Practice",
        year=2009,
        types=("guidebook_tool",),
        topics=(TRUST, FORCE),
        audiences=("agency",),
        kind="best_practice",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en=(
            "Follow one complaint of last year through it, step by step, and write down where yours took another way."
        ),
        note_es="Siga con ella una queja del año pasado, paso a paso, y anote dónde la suya tomó otro camino.",
    ),
    ShippedResource(
        title="Civilian Oversight of Law Enforcement: Assessing the Evidence",
        year=2016,
        types=("report",),
        topics=(TRUST,),
        audiences=ALL,
        kind="strategy",
        provenance="research",
        publisher="National Association for Civilian Oversight of Law Enforcement",
        note_en=(
            "For a city that chooses a form of oversight: compare what each form may see and decide, before its name."
        ),
        note_es=(
            "Para una ciudad que elige una forma de supervisión: compare qué puede ver y decidir cada una, antes "
            "que su nombre."
        ),
        grade=Grade.PROMISING,
    ),
    ShippedResource(
        title="How to Correctly Collect and Analyze Racial Profiling Data: Your Reputation Depends On It!",
        year=2002,
        types=("guidebook_tool",),
        topics=(TRUST, TECHNOLOGY),
        audiences=STAFF,
        kind="tool",
        provenance="practitioner",
        publisher="Office of Community Oriented Policing Services",
        note_en="Use it for what to write down at a stop; take newer methods for what to compare the counts with.",
        note_es="Úsela para saber qué anotar en una detención; para comparar las cifras, use métodos más nuevos.",
    ),
    ShippedResource(
        title="Legitimacy and Procedural Justice: A New Element of Police Leadership",
        year=2014,
        types=("report",),
        topics=(TRUST,),
        audiences=STAFF,
        kind="strategy",
        provenance="practitioner",
        publisher="Police Executive Research Forum",
        note_en="For supervisors: ask whether officers find their own discipline fair before you ask it of residents.",
        note_es=(
            "Para supervisores: pregunte si los oficiales ven justa su propia disciplina antes de preguntarlo a "
            "los vecinos."
        ),
    ),
    ShippedResource(
        title=(
            "Problem-oriented policing for reducing crime and disorder: An updated systematic review and meta-analysis"
        ),
        year=2020,
        types=("research_article",),
        topics=(CRIME,),
        audiences=STAFF,
        kind="strategy",
        provenance="research",
        publisher="Campbell Systematic Reviews",
        note_en=(
            "Good reason to give officers time for problems; it does not say which problem is yours: look at your "
            "own data."
        ),
        note_es=(
            "Buena razón para dar a los oficiales tiempo para los problemas; no dice cuál es el suyo: mire sus "
            "propios datos."
        ),
        grade=Grade.STRONG,
        citation=(
            "Joshua C. Hinkle, David Weisburd, Cody W. Telep and Kevin Petersen, Problem-oriented policing for "
            "reducing crime and disorder: An updated systematic review and meta-analysis, Campbell Systematic "
            "Reviews 16(2), 2020, e1089, doi 10.1002/cl2.1089"
        ),
    ),
    ShippedResource(
        title=(
            "Reforming the police through procedural justice training: A multicity randomized trial at crime hot spots"
        ),
        year=2022,
        types=("research_article",),
        topics=(TRUST, CRIME),
        audiences=STAFF,
        kind="strategy",
        provenance="research",
        publisher="Proceedings of the National Academy of Sciences",
        note_en=(
            "Before you buy a course, see how long theirs was and what they measured, and measure the same before "
            "and after."
        ),
        note_es="Antes de comprar un curso, vea cuánto duró el suyo y qué midieron, y mida lo mismo antes y después.",
        grade=Grade.MODERATE,
        citation=(
            "David Weisburd and others, Reforming the police through procedural justice training: A multicity "
            "randomized trial at crime hot spots, Proceedings of the National Academy of Sciences 119(14), 2022, "
            "e2118780119, doi 10.1073/pnas.2118780119"
        ),
    ),
)
"""Nobody's text is here: titles, years and publishers, and what we would do with each."""
