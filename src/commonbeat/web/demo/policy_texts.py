"""The words of invented policies: written for this demonstration, the rules of no police agency."""

FORCE_1 = """# 1 Purpose
This policy says when an officer of this made-up agency may use force, and what follows when one did.
= Force: any touch or tool by which an officer makes somebody do something against their will, beyond a light hold.
= Time: space and moments gained by talking, moving back, or waiting for help.

# 2 When force may be used
Force may be used only when it is needed now, when words and time were tried or could not be, and only as much
as the danger asks for.
- Nobody uses force to punish.
- Nobody uses force on somebody who only talks back.

# 3 What follows
The officer calls for medical help, tells a sergeant at once, and writes down what happened before the shift ends.
"""

FORCE_2 = """# 1 Purpose
This policy says when an officer of this made-up agency may use force, and what follows when one did. A life,
whoever's it is, comes before an arrest.
= Force: any touch or tool by which an officer makes somebody do something against their will, beyond a light hold.
= Time: space and moments gained by talking, moving back, or waiting for help.

# 2 When force may be used
Force may be used only when it is needed now, when words and time were tried or could not be, and only as much
as the danger asks for.
- Nobody uses force to punish.
- Nobody uses force on somebody who only talks back.
- Holds on the neck are forbidden.

## 2.1 Warn first
Where there is time, the officer says what will happen and gives the person a chance to do what was asked, in
a language that they understand.

# 3 What follows
The officer calls for medical help and stays with the person, tells a sergeant at once, and writes down what
happened before the shift ends.
"""

FORCE_3 = """# 1 Purpose
This policy says when an officer of this made-up agency may use force, and what follows when one did. A life,
whoever's it is, comes before an arrest.
= Force: any touch or tool by which an officer makes somebody do something against their will, and the
pointing of a firearm at somebody.
= Time: space and moments gained by talking, moving back, or waiting for help.

# 2 Talk and time first
Before any force, an officer talks, moves back, takes cover or calls for help, wherever that does not put
somebody in danger. See [4] for what is written down.

## 2.1 Warn first
Where there is time, the officer says what will happen and gives the person a chance to do what was asked, in
a language that they understand.

# 3 When force may be used
Force may be used only when it is needed now, when [2] was tried or could not be, and only as much as the
danger asks for.
- Nobody uses force to punish.
- Nobody uses force on somebody who only talks back or only runs away.
- Holds on the neck are forbidden.
- Nobody shoots at a moving car, unless somebody in it uses a weapon.

# 4 What follows
1. The officer calls for medical help and stays with the person.
2. The officer tells a sergeant at once; the sergeant comes to the place.
3. Every officer who used or saw force writes down what happened before the shift ends.
4. The person, or their family, is told how to complain, and gets the reports within thirty days.
"""

FORCE_3_ES = """# 1 Propósito
Esta política dice cuándo un agente de esta agencia inventada puede usar la fuerza y qué sigue después. La
vida, sea de quien sea, está antes que un arresto.
= Fuerza: todo contacto o medio con el que un agente obliga a alguien a hacer algo contra su voluntad, y
apuntar a alguien con un arma de fuego.
= Tiempo: espacio y momentos ganados al hablar, alejarse o esperar ayuda.

# 2 Primero hablar y ganar tiempo
Antes de toda fuerza, el agente habla, se aleja, se cubre o pide ayuda, siempre que eso no ponga a nadie en
peligro. Vea [4] sobre lo que se anota.

## 2.1 Primero avisar
Si hay tiempo, el agente dice qué va a pasar y da a la persona la oportunidad de hacer lo pedido, en un idioma
que entienda.

# 3 Cuándo se puede usar la fuerza
La fuerza se usa solo cuando hace falta ahora, cuando se intentó [2] o no se pudo, y solo en la medida del peligro.
- Nadie usa la fuerza para castigar.
- Nadie usa la fuerza contra quien solo contesta o solo huye.
- Se prohíben las llaves al cuello.
- Nadie dispara a un auto en marcha, salvo que alguien dentro use un arma.

# 4 Qué sigue
1. El agente pide ayuda médica y se queda con la persona.
2. El agente avisa enseguida a un sargento, que va al lugar.
3. Todo agente que usó o vio fuerza anota lo ocurrido antes de terminar su turno.
4. A la persona, o a su familia, se le dice cómo quejarse, y recibe los informes en treinta días.
"""

INTERVENE = """# 1 What is asked of everybody
Whoever sees a colleague use more force than [2] allows, or treat somebody with contempt, steps in: by words
first, by hand if words do not help.

# 2 When
It is asked of everybody, whatever their rank, on duty or off, as soon as they see it and can act.
- A rookie steps in where a veteran is wrong.
- Nobody waits for an order.

# 3 After it
Both tell a sergeant who was not there, before the shift ends. The person concerned gets medical help.

# 4 Nobody pays for it
Whoever stepped in, or told, is protected. A worse shift, a joke, a cold shoulder are all treated as a breach
of this policy.
"""

COMPLAINTS = """# 1 Who may complain
Anybody: a person concerned, a witness, somebody who heard of it, a child, somebody who gives no name.

# 2 How
By phone, by mail, in person, on the site, at any desk of the city, in any language. Nobody is sent away, and
nobody is asked about papers.

# 3 What follows
1. The person gets a number on the same day.
2. Within five working days somebody calls or writes who had no part in it.
3. Within ninety days the person reads what was found and why.

# 4 Other ways
The person may go to the oversight board instead. How to do so stands on every letter.
"""

FAIR = """# 1 What it is about
People are treated alike, whoever they are. What somebody looks like, believes, speaks or earns is never a
reason to stop, search, doubt or ignore them.
= Reason: something that the person did, or that a witness told of this very person.

# 2 In practice
- An officer who stops somebody says the reason, see [1].
- A description by skin alone stops nobody.
- Names and words are used as the person uses them.

# 3 Looking at figures
Every quarter the chief and the board read how stops, searches and force differ between groups, and write down
what they do about it.
"""

STOPS_1 = """# 1 When somebody may be stopped
An officer may stop somebody who did something, or of whom a witness told something, that points to a crime. A
feeling is not enough.

# 2 What the officer says
Name, agency and the reason, in the first minute. The person may ask for a card with the number of the stop.

# 3 Searches
A search needs a warrant, an arrest, a danger that can be named, or a yes. Somebody who is asked for a yes is
told that no is an answer.
"""

STOPS_2 = """# 1 When somebody may be stopped
An officer may stop somebody who did something, or of whom a witness told something, that points to a crime. A
feeling is not enough, and neither is a part of town.

# 2 What the officer says
Name, agency and the reason, in the first minute. The person gets a card with the number of the stop without
having to ask.

# 3 Searches
A search needs a warrant, an arrest or a danger that can be named. A yes alone is no longer enough during a
traffic stop.

# 4 Small faults
A broken light or an old sticker alone stops nobody. A letter goes to whoever owns the car.
"""

STOPS_2_ES = """# 1 Cuándo se puede detener a alguien
Un agente puede detener a quien hizo algo, o de quien un testigo contó algo, que apunta a un delito. Una
corazonada no basta, y tampoco una parte de la ciudad.

# 2 Qué dice el agente
Nombre, agencia y motivo, en el primer minuto. La persona recibe una tarjeta con el número de la detención sin
tener que pedirla.

# 3 Registros
Un registro exige una orden, un arresto o un peligro que se pueda nombrar. En una parada de tráfico ya no basta un sí.

# 4 Faltas pequeñas
Una luz rota o una calcomanía vieja no bastan para detener a nadie. Se envía una carta a quien posee el auto.
"""

CAMERAS = """# 1 When the camera runs
From the moment an officer goes to a call or speaks to somebody about a crime, until it is over.

# 2 When it does not
With somebody who is undressed, with a child who asks, and in a home where the person asks and nobody is in danger.

# 3 Who may see
The person in the picture may see it within ten days.
"""

LANGUAGE_HELP = """# 1 Everybody is understood
Somebody who speaks little English gets an interpreter, by phone within five minutes, in person for a statement.

# 2 Who interprets
Never a child, never the other side of a quarrel, never an officer who is part of the case.

# 3 What it costs
Nothing.
"""

CHASES = """# 1 Before running
An officer asks: what did the person do, who could be hurt, can we find them tomorrow? A small matter is no
reason to run.

# 2 While running
- Tell the place and the reason by radio at once.
- Stay in sight of a partner.
- Stop when contact is lost.

# 3 After it
Hands on somebody who has run follow the policy on force, from the first moment.
"""
