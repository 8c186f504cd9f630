"""The topics that come with the program, and what the pages of their practice areas say, in the house's own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedTopic:
    """A topic, and what its practice area says: what it is, and why it matters."""

    slug: str
    name_en: str
    name_es: str
    what_en: str
    what_es: str
    why_en: str
    why_es: str


TRUST, FORCE, WELLNESS, CRIME = "community-trust", "use-of-force", "officer-wellness", "crime-and-violence"
DEMONSTRATIONS, RECRUITMENT, HEALTH, TECHNOLOGY = "demonstrations", "recruitment", "mental-health", "technology"

TOPICS = (
    ShippedTopic(
        slug=TRUST,
        name_en="Community Trust and Partnerships",
        name_es="Confianza y alianzas con la comunidad",
        what_en=(
            "How an agency and the people it serves come to know each other, decide together what matters, and keep "
            "their word to each other."
        ),
        what_es=(
            "Cómo una agencia y las personas a las que sirve llegan a conocerse, deciden juntas qué importa y cumplen "
            "lo que se prometen."
        ),
        why_en=(
            "People report crimes, come forward as witnesses and help to solve problems when they expect to be "
            "treated fairly. Trust grows slowly from many small contacts, and one broken promise can undo it."
        ),
        why_es=(
            "La gente denuncia delitos, da testimonio y ayuda a resolver problemas cuando espera un trato justo. La "
            "confianza crece despacio, contacto a contacto, y una promesa rota puede deshacerla."
        ),
    ),
    ShippedTopic(
        slug=FORCE,
        name_en="Use of Force",
        name_es="Uso de la fuerza",
        what_en=(
            "When officers may use force, how they avoid it, how each use is written down, and who looks at it "
            "afterward."
        ),
        what_es=(
            "Cuándo los oficiales pueden usar la fuerza, cómo la evitan, cómo se registra cada uso y quién lo revisa "
            "después."
        ),
        why_en=(
            "Force can injure or kill, and it is what people remember. Clear rules, practice in slowing things down, "
            "and an open review protect the public and officers alike."
        ),
        why_es=(
            "La fuerza puede herir o matar, y es lo que la gente recuerda. Reglas claras, práctica para bajar la "
            "tensión y una revisión abierta protegen al público y a los oficiales."
        ),
    ),
    ShippedTopic(
        slug=WELLNESS,
        name_en="Officer Safety and Wellness",
        name_es="Seguridad y bienestar de los oficiales",
        what_en="Keeping officers safe at work and well in body and mind, over a whole career.",
        what_es=(
            "Cuidar la seguridad de los oficiales en el trabajo y su salud física y mental durante toda la carrera."
        ),
        why_en=(
            "Tired, hurt or overwhelmed people decide worse. An agency that looks after its own staff finds it easier "
            "to look after the public."
        ),
        why_es=(
            "Quien está cansado, herido o rebasado decide peor. A una agencia que cuida a su personal le resulta más "
            "fácil cuidar al público."
        ),
    ),
    ShippedTopic(
        slug=CRIME,
        name_en="Crime and Violence Response",
        name_es="Respuesta al delito y la violencia",
        what_en=(
            "Finding out what causes repeated harm at a place or among a few people, and doing with others what makes "
            "it stop."
        ),
        what_es=(
            "Averiguar qué causa daños repetidos en un lugar o entre unas pocas personas, y hacer con otros lo que "
            "les pone fin."
        ),
        why_en=(
            "Harm gathers in few places and among few people. Work that is aimed there, and checked for whether it "
            "helped, does more good and less damage than more of everything everywhere."
        ),
        why_es=(
            "El daño se concentra en pocos lugares y pocas personas. El trabajo dirigido ahí, y revisado para saber "
            "si ayudó, hace más bien y menos daño que más de todo en todas partes."
        ),
    ),
    ShippedTopic(
        slug=DEMONSTRATIONS,
        name_en="Response to Mass Demonstrations",
        name_es="Respuesta a manifestaciones masivas",
        what_en=(
            "Protecting the right to gather and speak, and the safety of everybody near, before, during and after "
            "large gatherings."
        ),
        what_es=(
            "Proteger el derecho a reunirse y a hablar, y la seguridad de todos los que están cerca, antes, durante y "
            "después de grandes reuniones."
        ),
        why_en=(
            "What police do in one night can shape how they are seen for years. Planning with organizers and clear "
            "limits on force keep most gatherings calm."
        ),
        why_es=(
            "Lo que la policía hace en una noche puede marcar por años cómo se la ve. Planear con quienes organizan y "
            "poner límites claros a la fuerza mantiene en calma la mayoría de las reuniones."
        ),
    ),
    ShippedTopic(
        slug=RECRUITMENT,
        name_en="Recruitment and Retention",
        name_es="Reclutamiento y permanencia",
        what_en="Finding people who are fit for the work and reflect the community, and giving them reasons to stay.",
        what_es=(
            "Encontrar personas aptas para el trabajo y que reflejen a la comunidad, y darles razones para quedarse."
        ),
        why_en=(
            "Few officers who change often cannot know their beat. Who is hired, and who stays, decides what an "
            "agency is like in ten years."
        ),
        why_es=(
            "Pocos oficiales que cambian a menudo no pueden conocer su sector. A quién se contrata y quién se queda "
            "decide cómo será una agencia en diez años."
        ),
    ),
    ShippedTopic(
        slug=HEALTH,
        name_en="Mental Health and Crisis Response",
        name_es="Salud mental y respuesta a crisis",
        what_en=(
            "Helping people in a mental health crisis, together with those whose profession it is, and with as little "
            "police as the situation allows."
        ),
        what_es=(
            "Ayudar a personas en una crisis de salud mental, junto con quienes tienen esa profesión y con tan poca "
            "policía como la situación permita."
        ),
        why_en=(
            "Many calls for help are about health, not crime. A trained or joint response can keep people out of jail "
            "and out of danger."
        ),
        why_es=(
            "Muchas llamadas de ayuda tratan de salud, no de delitos. Una respuesta capacitada o conjunta puede "
            "evitar la cárcel y el peligro."
        ),
    ),
    ShippedTopic(
        slug=TECHNOLOGY,
        name_en="Technology, Data and Artificial Intelligence",
        name_es="Tecnología, datos e inteligencia artificial",
        what_en=(
            "Tools that collect, match or predict: what they may be used for, who decided so, and how it is checked "
            "that they do no harm."
        ),
        what_es=(
            "Herramientas que recogen, comparan o predicen: para qué se pueden usar, quién lo decidió y cómo se "
            "revisa que no hagan daño."
        ),
        why_en=(
            "A tool learns from past records, with all that is wrong or missing in them. People want to know which "
            "tools are in use before they are told what a tool said."
        ),
        why_es=(
            "Una herramienta aprende de registros pasados, con todo lo que tienen de equivocado o incompleto. La "
            "gente quiere saber qué herramientas se usan antes de oír lo que dijo una."
        ),
    ),
)
