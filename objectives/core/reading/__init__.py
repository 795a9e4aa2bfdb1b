"""Reading the sentence of an objective or key result, in Chinese, English or both, as a careful colleague would.

`read` finds what is missing or loose in one line of text (twelve codes, each with the words concerned) and proposes
what the line already says: figures, unit, direction, days, scope, person. It proposes only; S, M and T are judged by
the fields and the evidence (`objectives.core.smart`).

The words and patterns stand as data in `zh.toml` and `en.toml`, each list under the name of what it is for; adding a
word means editing the file of its language and nothing else. The code says what the lists are used for:

    folding    width, case and invisible characters, with the way back to the offsets of the text as typed
    lexicon    loads the two files; finds every listed phrase of a text in one pass
    days       deadlines and periods, and the day they mean
    amounts    figures with their units, exact
    owners     whether exactly one person is named
    line       one text with everything found in it, cut into clauses
    changes    from-to, comparison values, limits, direction
    scope      places, channels, products, segments, and what is left when every known word is taken away
    rules      the twelve rules
    proposals  what the fields could be filled with
"""

from objectives.core.reading.model import LineKind, Proposal, Reading, Span, TextCode, TextFinding
from objectives.core.reading.reader import read

__all__ = ["LineKind", "Proposal", "Reading", "Span", "TextCode", "TextFinding", "read"]
