"""Sides of a paper by grammar, in Latin script: the list of names before the verb of signing, and those signed with.

A list is read name by name, listed or not, and counts only where all of it is names: "the Elm Board, Foo Group and
Shenzhen have today signed", "signed by … and …", "with the Bar Institute and Baz".
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.heads_english import bodies_of_officers
from articles.pipeline.deals.sides.name_lists import MOST, ListReader, reader_of
from articles.pipeline.deals.sides.offices_english import bodies_of_offices
from articles.pipeline.deals.sides.unlisted import OF_BODY
from articles.pipeline.deals.telling_portuguese import TELLS_PT

# "agreement on harbours with ", "memorandum (MoU) between ": those signed with, behind the paper
_SIGNED_WITH = re.compile(r"(?: [\w'’\"”()-]{1,24},?){0,12}? (?:with|com) ")
# "two leading carmakers in the province, Foo and Bar": the names of those who are first counted or described
_NAMED_THEN = re.compile(
    r"(?:the |its |their )?(?:\w+ ){0,6}?[a-z]{3,20}s(?: (?:in|of|from|based in) (?:the )?[^,.;:]{2,40})?"
    r"(?:,|:| -| –| —)(?: namely| including| such as| among them| among others| notably| like)? "
)
_SIGNED_BETWEEN = re.compile(r"(?: [\w'’\"”()-]{1,24}){0,12}? (?:between|entre) ")
_SIGNED_BY = re.compile(
    r"(?: jointly| today| " + DAY_PT + r"| hoje)?(?:,? (?:in|at|em"
    r"|n[ao]) [^,.;]{2,40}?(?:, [^,.;]{2,30}?)?,?)? (?:by|por|pel[oa]s?) "
)
# "the funds that signed the memorandums with Elm College are …", "the signatories include …"
_ARE = re.compile(r" (?:are|were|include[sd]?|comprise[sd]?|namely|incluem|são) ")
# "The latter includes …", "The partners are …", in the sentence after
_THESE_ARE = re.compile(
    r"(?:The (?:latter|signatories|partners|parties|regulators|companies|firms|banks|universities|institutions|members"
    r"|associations|chambers|enterprises|organi[sz]ations|institutes|hospitals|schools|airlines|insurers|exchanges"
    r"|ports)"
    r"|They|These|Among them)"
    r" (?:are|were|include[sd]?|comprise[sd]?) "
    r"|(?:The |Its )?(?:\w+ ){0,3}?(?:alliance|consortium|network|group|coalition|federation|members)"
    r" (?:consists of|consisted of|comprises|comprised|is made up of|is formed by|brings together|groups|are) ",
    re.IGNORECASE,
)
# "The fund has secured two initial partners: …"
_PARTNERS_ARE = re.compile(
    r"\b(?:partners|investors|signatories|backers|shareholders|institutions|parceiros|investidores)(?: are| include)?: "
)


def sides_by_grammar(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The sides that a Latin sentence lists before its verb of signing, "by" whom and "with" whom; each once."""
    if sentence.han:
        return ()
    text, start, end = names.text.text, sentence.sentence.start, sentence.sentence.end
    reader = reader_of(names, start, end, sentence.sentence.paragraph == 0 and text[event.verb.start].isupper())
    found = reader.up_to(start, event.verb.start) or _who_tells_of_itself(reader, names, start, event.verb.start)
    if not found and sentence.sentence.lang == "pt" and event.thing.end <= event.verb.start:
        # "A Foo e a Bar têm um novo acordo, assinado ontem"
        found = reader.subject(start, end)
    if signed := _SIGNED_WITH.match(text, event.end, end):
        found += _listed_with(reader, text, signed.end(), end)
    elif not found and (
        between := _SIGNED_BETWEEN.match(text, event.thing.end, end) or _SIGNED_BETWEEN.match(text, event.end, end)
    ):
        found = reader.listed(between.end(), at_least=2)
    if not found and (by := _SIGNED_BY.match(text, event.verb.end, end)):
        # Those who hold the pen are often people, of whom only their bodies count
        found = reader_of(names, start, end, True).listed(by.end()) or _bodies_of_signers(names, by.end(), end)
        found = found or list(bodies_of_officers(names, sentence, by.end(), end))
        found = found or list(bodies_of_offices(names, sentence, by.end(), end))
        found = found or _bodies_alone(reader.listed(by.end(), at_least=2))
        if sentence.sentence.lang == "pt" and not _PEOPLE_PT.search(names.text.folded, by.end(), end):
            # Portuguese news calls no person by article and name alone
            found = max(found, reader.listed(by.end(), at_least=2), key=len)
    if told := _ARE.search(text, event.end, end):
        found += reader.listed(told.end(), at_least=2)
    return _each_once(found)


# What no person is called
OF_BODIES = re.compile(
    r"\b(?:Group|Holdings?|Compan(?:y|ies)|Corporation|Corp|Co|Ltd|Limited|Inc|Bank|Insurance|Securities|Capital|Fund"
    r"|University|College|Institute|School|Academy|Hospital|Laboratory|Cent(?:re|er)|Museum|Association|Federation"
    r"|Chamber"
    r"|Alliance|Union|Society|Council|Committee|Commission|Bureau|Department|Ministry|Office|Authority|Administration"
    r"|Porto|Aeroporto|Tribunal|Direc?ção|Gabinete|Departamento|Ministério|Autoridade|Comissão|Conselho|Federação"
    r"|Confederação|Agência|Serviços|Companhia|Fundo|Bolsa|Museu|Centro|Liga|União|Ordem|Escola|Academia|Município"
    r"|Alfândega|Secretaria|Administração|Agency|Board|Government|Port|Ports|Airport|Airlines?|Airways|Railway"
    r"|Technolog(?:y|ies)|Robotics|Pharma\w*|Energy"
    r"|Motors?|Logistics|Universidade|Instituto|Associação|Banco|Câmara|Hospital|Grupo|Sociedade|Fundação|Governo)\b"
)


# "pelo presidente da Foo", "pelos representantes": people who hold the pen
_PEOPLE_PT = re.compile(
    r"\b(?:vice-?)?(?:presidente|direc?tora?|secretári[oa]|ministr[oa]|reitora?|embaixadora?|governadora?|chefe"
    r"|representante|administradora?|gerente|vogal|cônsul|deputad[oa]|líder|responsável|responsáveis|coordenadora?"
    r"|comissári[oa]|ceo|senhor[a]?|dr\.)"
)


def _bodies_alone(listed: list[Party]) -> list[Party]:
    """The names of a list where each is that of a body by its words ("Elm Holdings"), and none perhaps a person's."""
    return listed if all(party.slug or OF_BODIES.search(party.name) for party in listed) else []


# "O secretário para a Economia de Macau, Lei Wai Nong, ": for what place an official signs, before his name
_OFFICIAL_OF = re.compile(
    r"\b(?:vice-|sub)?(?:secretári[oa]|ministr[oa]|primeir[oa]-ministr[oa]|governadora?|chefe do executivo|presidente"
    r"|embaixadora?|comissári[oa]|prefeit[oa])\b[^,;]{0,90} d[aeo]s? $"
)
_HIS_NAME = re.compile(r"(?: \([A-Z]{2,7}\))?, [A-ZÀ-Ý]")
_OFFICIAL_REACH = 130


def places_of_officials(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The places whose officials a Portuguese sentence names before its verb of signing; empty below two of them."""
    start, verb = sentence.sentence.start, event.verb.start
    if sentence.han:
        return ()
    found = [
        names.party(m)
        for m in names.places
        if start <= m.start
        and m.end <= verb
        and _HIS_NAME.match(names.text.text, m.end, verb)
        and _OFFICIAL_OF.search(names.text.folded, max(start, m.start - _OFFICIAL_REACH), m.start)
    ]
    return _each_once(found) if len(found) > 1 else ()


def _listed_with(reader: ListReader, text: str, at: int, end: int) -> list[Party]:
    """The list of those signed with, also where what they are stands before it ("two carmakers, Foo and Bar")."""
    listed = reader.listed(at)
    described = None if listed else _NAMED_THEN.match(text, at, end)
    return reader.listed(described.end(), at_least=2) if described else listed


def _bodies_of_signers(names: Names, start: int, end: int) -> list[Party]:
    """The bodies of the people who sign, those that we list and those that only grammar shows, in order."""
    text, found = names.text.text, {m.start: names.party(m) for m in names.organisations_in(start, end)}
    for told in list(OF_BODY.finditer(text, start, end))[:MOST]:
        if not any(told.start("body") <= at < told.end("body") for at in found):
            found[told.start("body")] = Party(told["body"], "")
    return [found[at] for at in sorted(found)] if len(found) > 1 else []


def subjects_by_grammar(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The names that are the subject of a Latin sentence that tells of an act ("A Foo criou"); else empty."""
    if sentence.han or event.thing.start < event.verb.start:
        return ()
    text, start, end = names.text.text, sentence.sentence.start, sentence.sentence.end
    reader = reader_of(names, start, end, sentence.sentence.paragraph == 0 and text[event.verb.start].isupper())
    return _each_once(reader.up_to(start, event.verb.start))


# "The bureau announced on Monday that ": of whom somebody tells, acts
_TELLS_THAT = re.compile(
    r"\b(?:announce[sd]?|said|says|reveal(?:ed|s)|confirm(?:ed|s)|disclose[sd])"
    r"(?: [\w,]+){0,4} (?:that |(?=(?:it|they) (?:ha[sd]|have|will|would)\b))"
)
_TELLS_THAT_PT = re.compile(r"\b" + TELLS_PT + r"(?: [\w,]+){0,4} que ")


def _tells_that(names: Names, start: int, end: int) -> re.Match[str] | None:
    pattern = _TELLS_THAT_PT if names.text.lang == "pt" else _TELLS_THAT
    return pattern.search(names.text.text, start, end)


_ITSELF = re.compile(
    r"(?:it|they|the (?:[Cc]ompany|[Gg]roup|[Ff]irm|[Bb]ank|[Uu]niversity|[Ii]nstitute|[Tt]rust|[Ff]und"
    r"|[Dd]eveloper)|a (?:empresa|instituição)|o grupo)\b"
)


def _who_tells_of_itself(reader: ListReader, names: Names, start: int, verb: int) -> list[Party]:
    """The subject of "Foo announced on Monday that it has signed"."""
    text, told = names.text.text, _tells_that(names, start, verb)
    # Portuguese leaves the pronoun out: "anunciou que assinou"
    is_itself = told and (_ITSELF.match(text, told.end(), verb) or text[told.end() : verb].strip() in ("", "já"))
    return reader.up_to(start, told.start()) if told and is_itself else []


def told_of(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The subject of what somebody tells ("the bureau announced that Foo has opened"); empty where nobody is named."""
    if sentence.han or event.thing.start < event.verb.start:
        return ()
    start, verb = sentence.sentence.start, event.verb.start
    told = _tells_that(names, start, verb)
    if told is None:
        return ()
    reader = reader_of(names, told.end(), sentence.sentence.end, False)
    return tuple(party for party in _each_once(reader.up_to(told.end(), verb)) if not party.is_place)


def tells_of_itself(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The subject of "Foo Holdings announces that the Group has won", of which the verb is the event's; else empty."""
    start = sentence.sentence.start
    if sentence.han or sentence.sentence.paragraph == 0:
        return ()
    reader = reader_of(names, start, sentence.sentence.end, False)
    return tuple(party for party in _who_tells_of_itself(reader, names, start, event.verb.start) if not party.is_place)


# "awarded Foo Asia a contract", "the contract was awarded to Foo", "foi adjudicada à Foo"
_AWARDED = re.compile(
    r"\b(?:awarded|awards|given|went|goes|adjudicad[ao]s?|adjudicou|let) (?:to |à |às |aos? )?(?:the "
    r"|a consortium led by |(?:a )?(?:um |o )?(?:consórcio|agrupamento)(?: \w+){0,2} (?:liderado pel[oa]"
    r"|encabeçado pel[oa]) )?"
)


# "Shenzhen's Foo", "Zhuhai-based Foo"
_FROM = re.compile(r"(?:['’]s|-(?:based|listed|headquartered)) (?=[A-Z])")


def winners(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those to whom a contract is awarded, in Latin script; else empty."""
    start, end = sentence.sentence.start, sentence.sentence.end
    found = None if sentence.han else _AWARDED.search(names.text.folded, start, end)
    if found is None:
        return ()
    owner = next((m for m in names.places_everywhere if m.start == found.end()), None)
    from_where = _FROM.match(names.text.text, owner.end) if owner else None
    read = reader_of(names, start, end, False).first(from_where.end() if from_where else found.end())
    return (read,) if read and not read.is_place else ()


# "celebração do contrato com a Foo", "foi feito através da empresa Foo", "através da sua subsidiária Foo"
_CONTRACT_WITH = re.compile(r"\bcontratos?\b[^.;]{0,100}? com (?:[oa]s? )?(?:empresa |sociedade )?(?=[A-ZÀ-Ý])")
_THROUGH_FIRM = re.compile(
    r"\b(?:[Cc]ompra|[Pp]agamento|[Aa]quisição|[Nn]egócio|[Oo]peração)\b[^.;\n]{0,60}?"
    r" (?:através|por intermédio|por via) d[aeo]s? (?:sua |seu )?(?:empresa|subsidiária|sociedade|participada|filial)"
    r"(?: de capitais públicos)? (?=[A-ZÀ-Ý])"
)
_READ = 8000


def beside_buyer(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    """With whom a Portuguese contract is made, and through which firm, as the article says, one buys or pays."""
    text = names.text.text
    end = sentence.sentence.end
    contract = _CONTRACT_WITH.search(text, sentence.sentence.start, end)
    found = []
    for told in (contract, _THROUGH_FIRM.search(text, 0, _READ)):
        read = reader_of(names, told.end(), max(end, told.end() + 160), False).first(told.end()) if told else None
        if read and not read.is_place:
            found.append(read)
    return tuple(found)


def sides_told_after(names: Names, following: CuedSentence) -> tuple[Party, ...]:
    """The sides that the next sentence lists ("The latter includes …", "… two partners: …"); else empty."""
    start, end = following.sentence.start, following.sentence.end
    text = names.text.text
    told = None if following.han else _THESE_ARE.match(text, start, end) or _PARTNERS_ARE.search(text, start, end)
    if told is None:
        return ()
    if text.find(";", told.end(), end) > 0:
        return _each_once(_listed_with_semicolons(names, told.end(), end))
    return _each_once(reader_of(names, start, end, False).listed(told.end(), at_least=2))


_SEMICOLON = re.compile(r"[;\n] ?(?:and |e )?")


def _listed_with_semicolons(names: Names, start: int, end: int) -> list[Party]:
    """The names before the semicolons of a list, each with what describes it behind; empty where one is no name."""
    found: list[Party] = []
    at = start
    while at < end and len(found) < MOST:
        after = _SEMICOLON.search(names.text.text, at, end)
        read = reader_of(names, at, after.start() if after else end, False).opening(at)
        if read is None:
            return []
        found.append(read)
        at = after.end() if after else end
    return found


def _each_once(found: list[Party]) -> tuple[Party, ...]:
    kept: dict[str, Party] = {}
    for party in found:
        kept.setdefault(party.slug or party.name, party)
    return tuple(kept.values())


# "jointly witnessed the signing of", "signed …, witnessed by", "na presença de": who only looks on
_WITNESSES = re.compile(r"\b(?:witness(?:ed|es)? (?:the )?|assist(?:iu|iram) à |testemunh\w+ a )$")
_WITNESSED_BY = re.compile(
    r"\b(?:witnessed by|in the presence of|na presença d[aeo]s?|testemunhad[oa]s? por)\b(?![^.;]{0,120}, (?:with"
    r"|com|uma?|[oa]) )"
)


def without_witnesses(folded: str, start: int, end: int, event: Event) -> tuple[int, int]:
    """The part of ``[start, end)`` without those who witness the signing."""
    if _WITNESSES.search(folded, max(start, event.verb.start - 24), event.verb.start):
        start = event.verb.start
    seen = _WITNESSED_BY.search(folded, event.end, end)
    return start, seen.start() if seen else end
