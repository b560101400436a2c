"""Frames: how Portuguese news tells a deal, with the places where the names of its sides begin."""

import re
from dataclasses import dataclass

import ahocorasick_rs

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence

# "na sexta-feira", "ontem", "ainda este ano": between a verb and its object
WHEN_PT = (
    r"(?:,? (?:hoje(?: \(\d{1,2}\))?|"
    + DAY_PT
    + r"|anteontem|já|agora|também|formalmente|oficialmente|finalmente|recentemente"
    r"|entretanto"
    r"|(?:ainda )?n?est[ae] (?:semana|mês|ano|manhã|tarde|\w{4,7}-feira|segunda|terça|quarta|quinta|sexta)"
    r"(?: \(\d{1,2}\))?"
    r"|n[ao] (?:passad[ao] |próxim[oa] )?(?:\w{4,7}-feira|sábado|domingo|semana passada|mês passado|ano|mês|semana"
    r"|trimestre|semestre)|no (?:primeiro|segundo|terceiro|quarto|último) (?:trimestre|semestre)|em (?:breve|\d{4})"
    r"|desde (?:hoje|" + DAY_PT + r"|\w{4,7}-feira|[\wà-ÿ]{4,9}|\d{1,2} de \w{4,9})|a partir d[aeo] [\wà-ÿ-]{2,14}"
    r"|(?:em|n[ao]s?) [a-zà-ÿ][\wà-ÿ-]{2,20}(?: [a-zà-ÿ][\wà-ÿ-]{2,20})?|no dia \d{1,2}(?: de \w{4,9})?),?){0,3}"
)
# "20 mil milhões", "us$ 30 milhões"
SUM_PT = (
    r"(?:(?:us|hk|r|mop)?\$ ?|mop ?|€ ?)?(?:\d[\d.,]{0,12}|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez"
    r"|cem|duzentos|trezentos|quatrocentos|quinhentos|seiscentos|setecentos|oitocentos|novecentos|vinte|trinta"
    r"|quarenta|cinquenta|sessenta|setenta|oitenta|noventa)?"
    r" ?(?:mil milhões|milhões|milhão|biliões|bilhões|bilhão)\b"
)
ABOUT_PT = r"(?:cerca de |mais de |quase |até |aproximadamente |perto de |um total de )?"
TO_PT = r" (?:à|ao|às|aos|a) "
BUY_PT = r"(?:compr|adquir)(?:ou|a|am|aram|e|em|iu|iram|ar|ir|ará|irá|arão|irão)"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling: words of which one must stand, the type and the status it means by itself, and the pattern.

    Of the groups ``verb`` is where the mood is asked for; ``other`` and ``more``, which are empty, stand where the
    names of further sides begin; ``percent`` is the part of a firm that is taken.
    """

    words: tuple[str, ...]
    type: str
    status: str
    pattern: re.Pattern[str]
    has_subject: bool = True


def frame(words: str, kind: str, status: str, pattern: str, has_subject: bool = True) -> Frame:
    """A frame of a pattern, with ``words`` parted by bars."""
    return Frame(tuple(words.split("|")), kind, status, re.compile(pattern), has_subject)


class Frames:
    """A table of frames, with one look for the words of all of them: most sentences may fill one or two."""

    def __init__(self, *frames: Frame) -> None:
        """Take the frames in the order in which they are asked."""
        self._frames = frames
        places: dict[str, list[int]] = {}
        for place, one in enumerate(frames):
            for word in one.words:
                places.setdefault(word, []).append(place)
        self.words = tuple(places)
        self._places = list(places.values())
        self._looks = ahocorasick_rs.AhoCorasick(
            list(self.words), store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
        )

    def fill(self, folded: str, sentence: CuedSentence) -> tuple[Frame, re.Match[str]] | None:
        """The first frame that a Portuguese sentence fills, and how; else None."""
        if sentence.sentence.lang != "pt":
            return None
        start, end = sentence.sentence.start, sentence.sentence.end
        looks = self._looks.find_matches_as_indexes(folded[start:end], overlapping=True)
        for place in sorted({place for word, _, _ in looks for place in self._places[word]}):
            one = self._frames[place]
            match = one.pattern.search(folded, start, end)
            if match and not (has_group(match, "other") and _GOODS.match(folded, match.start("other"))):
                return one, match
        return None


# "comprou 20% da electricidade": no firm is bought
_GOODS = re.compile(r"(?:electricidade|energia|água|produção|alimentos|receitas|lucros|vendas|passageiros)\b")


def has_group(match: re.Match[str], name: str) -> bool:
    """Whether the pattern has a group of this name and it took part."""
    return name in match.re.groupindex and match.start(name) >= 0
