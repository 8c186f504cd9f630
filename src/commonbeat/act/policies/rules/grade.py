"""How many years of school a text asks for: Flesch-Kincaid for English, Crawford for Spanish.

J. P. Kincaid and others, Derivation of New Readability Formulas for Navy Enlisted Personnel, 1975;
A. N. Crawford, Fórmula y gráfico para determinar la comprensibilidad de textos del nivel primario en castellano, 1989.
Syllables are counted by groups of vowels, so the grade is a hint to whoever writes, never a gate.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?…:]+(?:\s|$)|\n\s*\n")
AIM = 8
"""Public summaries aim at this grade or below (look: about 7)."""


def grade(text: str, language: str) -> float | None:
    """The grade, 0 at the least; None where there are too few words to tell (under 30)."""
    words = WORD.findall(text)
    if len(words) < 30:
        return None
    sentences = sum(1 for piece in SENTENCE.split(text) if piece and WORD.search(piece))
    spanish = language.startswith("es")
    syllables = sum(_spanish(word) if spanish else _english(word) for word in words)
    if spanish:
        found = -0.205 * (100 * sentences / len(words)) + 0.049 * (100 * syllables / len(words)) - 3.407
    else:
        found = 0.39 * (len(words) / sentences) + 11.8 * (syllables / len(words)) - 15.59
    return max(round(found, 1), 0.0)


def _english(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    low = word.lower()
    groups = len(re.findall(r"[aeiouy]+", low))
    silent = low.endswith("e") and not low.endswith(("le", "ee")) and groups > 1
    return max(groups - silent, 1)


def _spanish(word: str) -> int:
    """Strong vowels apart, weak ones joined to their neighbor unless they carry the accent."""
    return max(len(re.findall(r"[íú]|[iuü]?[aeoáéó][iuüy]?|[iuü]+|y$", word.lower())), 1)
