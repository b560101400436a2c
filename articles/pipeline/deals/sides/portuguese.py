"""Who issues a measure in Portuguese, where the sentence tells it in passing, and offices that are nobody's name.

"…, indicou a Direcção dos Serviços", "segundo um comunicado do Gabinete", "a medida foi tomada pelo Ministério".
"""

import re
from collections.abc import Iterable

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.telling_portuguese import TELLS_PT
from articles.pipeline.matching import Mention

# "foi tomada pelo ", "publicado pela ": who decided stands before who told of it
_DECIDED_BY = re.compile(
    r"\b(?:tomad|decidid|aprovad|decretad|definid|adop?tad|implementad|criad|introduzid|emitid|autorizad"
    r"|promulgad|acordad|elaborad|assinad|subscrit"
    r"|lançad)[oa]s?"
    r"(?: \w+){0,3}? (?:pel[oa]s?|por) $"
)
# "indicou a ", "segundo um comunicado enviado pelo ", "no site do ", "anunciada na sexta-feira pela "
_TOLD_BY = re.compile(
    r"\b(?:" + TELLS_PT + r"|(?:anunciad|divulgad|publicad|revelad|comunicad)[oa]s?)"
    r"(?: [\w-]+| \([^()]{1,24}\)){0,4}? (?:[oa]s?|pel[oa]s?) $"
    r"|\b(?:segundo|de acordo com|conforme) (?:[oa]s? )?$"
    r"|\b(?:comunicado|nota(?: de imprensa| à imprensa)?|informação|aviso|anúncio|despacho|resposta)\b[^.;]{0,50}?"
    r" (?:d[oa]s?|pel[oa]s?|n[oa] (?:site|página|portal|sítio)(?: electrónic[oa]| eletrônic[oa])? d[oa]s?) $"
)

_REACH = 110
# "a Direcção (DST) indicou": who tells of it, before the verb
_TELLS = re.compile(
    r"(?: \([^()]{1,24}\))?,? (?:já |também |hoje |" + DAY_PT + r" |em comunicado |esta \w+-feira ){0,3}"
    r"(?:" + TELLS_PT + r"|decidiu|decidiram|decretou)\b"
)
# An office, whoever holds it; "Secretaria para" is a body, and the Secretary for Justice of Hong Kong is one in law
_OFFICE = re.compile(
    r"(?:vice-?|sub-?)?(?:secretári[oa]|ministr[oa]|presidente|directora?|diretora?|governadora?|comissári[oa]"
    r"|chefe d[oe]|embaixadora?|cônsul|secretary for(?! justice)|secretary of)\b(?!-)",
    re.IGNORECASE,
)


# "Associação das Nações (Asean": a bracket that the rest of the sentence closes
_OPEN_BRACKET = re.compile(r" ?\([^()]*$")


def bodies_alone(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties but for people and their offices ("secretário para a Economia"), each side once.

    Beside other places a city stands for its own government, which is not named twice; beside bodies the government.
    """
    people = {m.name for m in names.people}
    kept = [
        Party(_OPEN_BRACKET.sub("", party.name), party.slug, party.is_place)
        for party in parties
        if party.is_place or not (_OFFICE.match(party.name) or party.name in people)
    ]
    seats = {party.slug: _SEATS[party.slug] for party in kept if party.slug in _SEATS}
    twice = {party.slug for party in kept if party.is_place and party.slug in seats.values()}
    if not twice:
        return tuple(kept)
    others = [party for party in kept if party.slug not in twice and seats.get(party.slug) not in twice]
    if all(party.is_place for party in others):
        return tuple(party for party in kept if seats.get(party.slug) not in twice)
    return tuple(party for party in kept if party.slug not in twice)


_SEATS = {"macao-government": "macao", "hksar-government": "hong-kong"}


def who_grants(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Of what somebody gets the authority that the text tells of close by: who gets it does not grant it."""
    if sentence.sentence.lang != "pt" or sentence.han:
        return found
    if event.rule == "granted":
        found = tuple(party for party in found if not party.is_place)
    if found or event.rule not in ("granted", "permission", "effect", "measure"):
        return found
    for beside in material.sentences[sentence.index : sentence.index + _BESIDE]:
        if told := _authorities_in(material, beside, beside is sentence):
            return tuple(material.names.party(m) for m in told)
    return ()


_BESIDE = 3
# "pelo Departamento de …, pelo Gabinete de … e pela Secretaria"
_NEXT_BY = re.compile(r"(?: \([^()]{1,24}\))?(?:,| e|, e|,? bem como) pel[oa]s? ")


def _authorities_in(material: Material, sentence: CuedSentence, is_own: bool) -> list[Mention]:
    """The authorities that one sentence says to have decided it, else the one that announced it; else empty.

    That an authority only "said" something counts in the measure's own sentence (``is_own``).
    """
    names, folded, start = material.names, material.folded, sentence.sentence.start
    bodies = [m for m in names.organisations_in(start, sentence.sentence.end) if _may_decide(names, m)]
    for pattern in (_DECIDED_BY, _TOLD_BY):
        for place, m in enumerate(bodies):
            if pattern.search(folded, max(start, m.start - _REACH), m.start):
                listed = [m]
                for other in bodies[place + 1 :]:
                    if not _NEXT_BY.fullmatch(folded, listed[-1].end, other.start):
                        break
                    listed.append(other)
                return listed
    return [m for m in bodies if is_own and _TELLS.match(folded, m.end)][:1]


_AUTHORITY = re.compile(
    r"(?:Direc?ção|Instituto|Gabinete|Serviços|Comissariado|Comissão|Ministério|Administração|Autoridade|Departamento"
    r"|Secretaria|Conselho|Corpo|Alfândega|Governo|Polícia|Fundo|Comité|Banco Popular|Tribunal|Imigração)\b"
)


def _may_decide(names: Names, mention: Mention) -> bool:
    """Whether a body makes rules: a listed authority, or an unlisted one that is called as authorities are."""
    return names.is_authority(mention) or (not mention.slug and _AUTHORITY.match(mention.name) is not None)
