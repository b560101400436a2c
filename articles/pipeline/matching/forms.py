"""Organisations and people that no list holds, told by the form of their names.

Latin script here, Chinese in ``forms_chinese``. What is found has no slug, the
origin ``form`` and a lower confidence than a listed name.
"""

import re
from collections.abc import Callable, Iterator

from articles.pipeline.matching.fields import begins_next_name, end_of_fields_pt, joins_fields, joins_firms
from articles.pipeline.matching.forms_chinese import chinese_organisations, chinese_people
from articles.pipeline.matching.mention import Mention
from articles.pipeline.text import Text

ORGANISATION_CONFIDENCE = 0.6
PERSON_CONFIDENCE = 0.5
MOST_WORDS = 14
"""A longer run of capitalised words is a headline, not a name."""

# "Guangdong Provincial Department of Commerce", "Direcção dos Serviços de Economia": a run of capitalised words
_RUN = re.compile(
    # The set goes first and the look behind after it, because such a pattern is searched faster.
    r"[A-ZÀ-Þ](?<![^\W_][A-ZÀ-Þ])[\w&'’/-]{0,40}+\.?"
    r"(?: (?:(?:para|contra) [oa]s? |(?:of|and|for|the|de|do|da|dos|das|e|em|para|&"
    r"|in) ){0,2}\(?[A-ZÀ-Þ][\w&'’/-]{0,40}+\)?\.?)+"
    r"(?:, (?:Ltd|Limited|Inc|LLC|Lda)\b\.?)?"
)
# the last word of an organisation: "Lens Technology Co", "Shenzhen Data Exchange"
_LAST = re.compile(
    r"(?:academy|administration|agency|airlines|airport|airways|alliance|association|authority|bank|biotech|board"
    r"|brigade"
    r"|bureau|corps|customs|directorate|capital|chamber|clinic|college|commission|committee|company|conservatory"
    r"|consortium|cooperative|corp|corporation"
    r"|council|court|department|exchange|federation|foundation|fund|group|holdings?|hospital|inc|incorporated"
    r"|institut(?:e|ion)"
    r"|insurance|laborator(?:y|ies)|limited|llc|llp|plc|ag|gmbh|logistics|ltd|ministry|motors|museum|office|operator"
    r"|organi[sz]ation|partners"
    r"|pharma|pharmaceuticals?|polytechnic|railways?|robotics|school|secretariat|securities|semiconductors?|society"
    r"|technolog(?:y|ies)"
    r"|automobile|consultants|electronics|engineering|petrochemical|resorts|telecom|therapeutics|trust|union"
    r"|university|ventures?|universidade|instituto|associação|banco|grupo|fundação|companhia|sa|lda"
    r"|gabinete)\Z"
)
# its first words: "Ministry of Finance", "Provincial Department of Commerce", "Instituto de Promoção"
_HEAD = re.compile(
    r"\b(?:academy|administration|agency|association|authority|bank|board|bureau|chamber|college|commission|committee"
    r"|council"
    r"|court|department|exchange|faculty|federation|foundation|institute|ministry|office|school|university|society"
    r"|universidade|instituto|associação|banco|direcção|direção|câmara|conselho|fundação|gabinete|secretaria|autoridade"
    r"|comissão|ministério|companhia|federação|confederação|união|faculdade|escola|agência|departamento|administração"
    r"|fundo|sociedade|corporação|academia|aliança|liga|serviços de (?:alfândega|saúde|turismo|migração)|laboratório"
    r"|organização|parque|tribunal(?: (?:popular|judicial|superior|supremo|administrativo)){1,2}"
    r"|supremo tribunal(?: popular)?"
    r"|tribunal|hospital|bolsa"
    r"|consórcio|comissariado|comité|comitê|alfândega|inspecção|delegação|direcção-geral|direção-geral|observatório"
    r"|assembleia"
    r"|confraria|centro de (?:estudos|investigação|pesquisa|arbitragem|mediação|ciência|produtividade|formação))"
    r"(?: [\w'’-]+)?(?: e [\w'’-]+)? (?:of|for|de|do|da|dos|das|para|contra) "
)
# Without such a word no name has a first word of these, and most runs of capitals have none.
_LINK = re.compile(r" (?:of|for|de|do|da|dos|das|para|contra) ")
# words with a capital only because a sentence starts there
_OPENER = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|the|an?|this|that|these|those|its?|his|her|their|our|in|on|at|for"
    r"|from|under|with|after|before|as|while|when|and|but"
    r"|both|according|meanwhile|speaking|last|one|two|three|four|five|new|he|she|they|we|os?|as|uma?|no|na|em)\Z"
)
# "Shenzhen-headquartered": describes the name behind it
_DESCRIBES = re.compile(r"[\w'’]{2,24}-(?:based|headquartered|listed|backed|owned|funded|led|born|invested)")
# "Secretary of the CPC … Committee", "Deputy Director of the … Office": whoever heads a body is not the body
_OFFICE_OF = re.compile(
    r"(?:(?:Vice|Deputy|Acting|Executive|Assistant|Permanent|Honorary|Founding|Sub)[ -]){0,2}"
    r"(?:(?:Secretary(?:[ -]General)?|Director(?:[ -][Gg]eneral)?|President|Chair(?:man|woman|person)?|Commissioner"
    r"|Mayor|Governor"
    r"|Head|Minister|Member|Dean|Chief Executive(?: Officer)?|CEO"
    r"|Dire(?:c)?tora?(?:[ -][Gg]eral)?(?:[ -][Aa]djunt[oa])?"
    r"|Presidente|Secretári[oa](?:[ -][Gg]eral)?"
    r"|Reitora?|Governadora?|Ministr[oa]|Comissári[oa]|Chefe|Cônsul(?:[ -][Gg]eral)?|Embaixadora?|Membro|Representante"
    r"|Coordenadora?|Administradora?) (?:of|d[aeo]s?) (?:the )?){0,1}"
    r"(?:Conselho de (?:Administração|Direcção) d[aeo]s? )?"
)
# "Ann Lee of the … Bureau": whoever is of a body; not "Northern Branch of the … Bank", which is a part of it
_PERSON_OF = re.compile(
    r"(?!.{0,50}\b(?i:branch|arm|unit|divisions?|representation|affairs|headquarters|cent(?:re|er)|chapter|section"
    r"|members?"
    r"|committee|council|bureau|office|department|commission|administration|academy|institute|faculty|school|college"
    r"|university|association|board|court|bank|group|chamber|agency|authority|government|ministry|secretariat"
    r"|parliament"
    r"|congress|assembly|conference|republic|region|people’s|people's) of the )"
    r"(?:[A-ZÀ-Þ][a-zà-ÿ’'-]{1,20}(?: [A-ZÀ-Þ][\w’'-]{1,20}){1,2}(?: and | (?=of the ))){1,2}of the "
)
_JOINT = re.compile(r" (?:and|e|&) (the |o |a )?")
# "Elm Development Company Limited Enters into": the verb of a headline in capitals, behind a firm's whole name
_HEADLINE_VERB = re.compile(
    r"(?:(?<=Limited)|(?<=Company)|(?<=Ltd)|(?<=Inc)) (?:Acquires?|Agrees?|Announces?|Completes?|Enters?"
    r"|Establish(?:es)?|Inks?|Joins?"
    r"|Launch(?:es)?|Opens?|Seals?|Sets?|Signs?|Wins?)\b"
)

# "(DSEDJ)": a short form behind the name, where "(Macau)" would be a part of it
_SHORT_FORM = re.compile(r"\([A-Z][A-Z0-9&-]+\)")
_ADDITION = re.compile(r" \([^()]{1,40}\)\Z")
# "San Francisco's ": the owner before a name
_OWNER = re.compile(r"[A-ZÀ-Þ][\w ]{1,30}['’]s ")

_TITLE = (
    r"(?:Mrs?|Ms|Dr|Prof|Professor|Sir|Dame|Chair(?:man|woman|person)?|President|Secretary|Minister|Mayor|Governor"
    r"|Director(?:-General)?|Commissioner(?:-General)?|Ambassador|Consul-General|Premier|Under-?[Ss]ecretary|C[EFO]O"
    r"|Chief [A-Z][a-z]+(?: Officer)?|Vice[ -][A-Z][a-z]+|Deputy [A-Z][a-z]+|Permanent Secretary|Presidente"
    r"|Secretári[oa]|Directora?)"
)
_NAME = (
    r"(?:[A-ZÀ-Þ]['’])?[A-ZÀ-Þ][a-zà-ÿ]+"
    r"(?:[ -](?:de |da |do |dos )?(?:[A-ZÀ-Þ]['’])?[A-ZÀ-Þ][A-Za-zà-ÿ]*){1,3}(?:-[a-z]{2,8})?"
)
_ROLE = (
    r"(?:chair(?:man|woman|person)?|president|C[EFO]O|chief [a-z]+(?: officer)?|directors?(?:[ -]general)?"
    r"|secretary(?:[ -]general)?|minister|mayor|governor|managing director|(?:co-)?founder|partner|head"
    r"|spokes(?:man|woman|person)|commissioner|economist"
    r"|professor|dean|vice[ -][a-z]+|deputy [a-z]+|presidente|directora?|secretári[oa]|porta-voz)"
)
# "Director Jiang Huifen", "Dr. Maria da Silva": a title, then a name
_TITLED = re.compile(rf"\b{_TITLE}\.? (?:(?:Minister|Secretary|President|Director|General) )?({_NAME})")
# How the titles begin, found faster than they: "Director", "CEO"
_TITLE_BEGINS = re.compile(
    r"Mr|Ms|Dr|Prof|Sir|Dame|Chair|President|Secret|Minister|Mayor|Governor|Director|Commissioner|Ambassador|Consul"
    r"|Premier|Under|CEO|CFO|COO|Chief|Vice|Deputy|Permanent"
)
# "Maria Chan, chairwoman of", "Lee Ka-ming, the bureau's director": a name, then the office
_OFFICE_AFTER = re.compile(rf"\b({_NAME}), (?:the |an? |its |o |a )?(?:[\w'’-]{{1,20}} ){{0,3}}{_ROLE}\b")
# "the bureau's director, Maria Chan, said": a name between commas, with the office before it
_WHOLE_NAME = re.compile(rf"({_NAME})\Z")
_OFFICE_BEFORE = re.compile(rf"\b{_ROLE}\b[^,.;:\n]{{0,60}}\Z")
REACH = 90
"""An office stands no further before its holder (characters)."""


def find_forms(text: Text, listed: list[Mention], weigh: Callable[[int], int]) -> Iterator[Mention]:
    """Find organisations and people by their form, where no listed organisation, person or mechanism stands.

    ``listed`` are the mentions of the gazetteer, in order; ``weigh`` gives the weight of a place in the text.
    """
    taken = bytearray(len(text.text))
    places = bytearray(len(text.text))
    bodies = [m for m in listed if m.kind == "organisation" and m.origin != "implied"]
    first_ends, last_starts = {m.start: m.end for m in bodies}, {m.end: m.start for m in bodies}
    slugs = {m.start: m.slug for m in bodies}
    for mention in listed:
        cells = b"\1" * (mention.end - mention.start)
        if mention.kind in ("organisation", "person", "mechanism"):
            taken[mention.start : mention.end] = cells
        elif mention.origin != "implied" and mention.slug != "china":
            places[mention.start : mention.end] = cells
    for kind, start, end in _candidates(text, places):
        if kind == "organisation":
            start = _own_start(text.text, start, end, taken, places)
        held, slug = taken.find(1, start, end) >= 0, ""
        if held and kind == "organisation" and _goes_beyond(text.text, start, end, first_ends, last_starts):
            held = False
        elif held and start in first_ends and _BRANCH.fullmatch(text.folded, first_ends[start], end):
            held, slug = False, slugs[start]
        if held or (kind == "person" and places.find(1, start, end) >= 0):
            continue
        taken[start:end] = b"\1" * (end - start)
        confidence = ORGANISATION_CONFIDENCE if kind == "organisation" else PERSON_CONFIDENCE
        yield Mention(kind, slug, text.text[start:end], start, end, weigh(start), confidence, "form")


# "Centro de Estudos da ", "Instituto de Foo da ": a body that belongs to the listed one behind it, and acts itself
_BODY_OF = re.compile(
    r"(?:Centro|Instituto|Laboratório|Centre|Center|Institute|Laboratory) (?:de|d[ao]s?|of|for) .{2,90}? (?:d[ao]"
    r"|of(?: the)?) "
    # "Departamento da Justiça do Governo da Região": a department of a listed government
    r"|(?:Departamento|Secretaria|Gabinete|Direc?ção) (?:de|d[ao]s?|para [oa]s?) .{2,90}? d[ao] "
)
# "… Bay Area Development Company Limited": a firm that a group has and calls after itself
_FIRM_AFTER = re.compile(
    r"(?: (?!Co\b|Company\b|Limited\b|Ltd\b|Group\b|Holdings?\b)[A-ZÀ-Þ][\w&'’-]{0,30}){2,8} (?:Co|Company|Limited"
    r"|Ltd)\b.{0,12}"
)


# (中国)汽车贸易有限公司: a firm of the listed one, by a name of its own; (中国)有限公司 is no more than its legal form
_BRANCH = re.compile(r"\([\u3400-\u9fff]{2,6}\)[\u3400-\u9fff]{2,8}(?<!股份)有限公司")


def _goes_beyond(text: str, start: int, end: int, first_ends: dict[int, int], last_starts: dict[int, int]) -> bool:
    """Say whether a name holds that of a listed body, and yet is another's: its institute, or a firm called after"
    " it."""
    if end in last_starts and last_starts[end] > start:
        return _BODY_OF.fullmatch(text, start, last_starts[end]) is not None
    return start in first_ends and _FIRM_AFTER.fullmatch(text, first_ends[start], end) is not None


def _own_start(text: str, start: int, end: int, taken: bytearray, places: bytearray) -> int:
    """Give where a name begins by itself: after a listed body ("HKMA and ...") or an owner ("Lima's ...")."""
    cut = start
    held = taken.rfind(1, start, end) + 1
    if held > 0:
        joint = _JOINT.match(text, held, end)
        cut = joint.end() if joint else start
    owner = _OWNER.match(text, cut, end)
    if owner and places[cut]:
        cut = owner.end()
    return cut if _ends_name(text[cut:end]) else start


def _candidates(text: Text, places: bytearray) -> Iterator[tuple[str, int, int]]:
    languages = {sentence.lang[:2] for sentence in text.sentences}
    if languages - {"zh"}:
        yield from _latin_names(text, places)
    if "zh" in languages:
        for start, end in chinese_people(text.folded):
            yield "person", start, end
        for start, end in chinese_organisations(text.folded, places):
            yield "organisation", start, end


def _latin_names(text: Text, places: bytearray) -> Iterator[tuple[str, int, int]]:
    """Read each run of capitalised words: the organisations in it, and the person whose office stands beside it."""
    original = text.text
    for sentence in text.sentences:
        if sentence.lang[:2] == "zh":
            continue
        for run in _RUN.finditer(original, sentence.start, sentence.end):
            for start, end in _split_run(run.group(), run.start(), places):
                yield "organisation", start, end_of_fields_pt(original, start, end)
            for start, end in _people(original, run.start(), run.end()):
                yield "person", start, end


def _split_run(run: str, offset: int, places: bytearray) -> Iterator[tuple[int, int]]:
    """Cut a run of capitalised words into the organisations in it: at a joint that follows a whole name."""
    start = 0
    verb = _HEADLINE_VERB.search(run)
    run = run[: verb.start()] if verb else run
    for joint in _JOINT.finditer(run):
        if joins_fields(run, *joint.span()):
            continue
        is_next = (
            _ends_name(run[start : joint.start()])
            or joint.group(1)
            or _HEAD.match(run[joint.end() :].lower())
            or begins_next_name(run, *joint.span(), places, offset)
            or joins_firms(run, *joint.span())
            or _is_of_place(run[start : joint.start()], offset + joint.start(), places)
        )
        if is_next:
            span = _trim(run, start, joint.start(), offset)
            if span:
                yield span
            start = joint.end()
    span = _trim(run, start, _firm_end(run, offset, places), offset)
    if span:
        yield span


# "Elm Holdings of Hong Kong": where a firm is from; "City University of Elm" is a name
_FIRM = re.compile(
    r" (?:Holdings?|Group|Ltd|Limited|Inc|Corp|Company|Technolog(?:y|ies)|Motors|Pharma\w*|Robotics|Semiconductors?"
    r"|Logistics"
    r"|Airlines|Airways|Securities|Ventures|Electronics|Partners)\Z"
)


def _firm_end(run: str, offset: int, places: bytearray) -> int:
    """Where a run ends, without the place behind a firm that says where it is from."""
    head, of, tail = run.rpartition(" of ")
    if not of or not _FIRM.search(head):
        return len(run)
    return len(head) if places[offset + len(head) + len(of)] and places[offset + len(run) - 1] and tail else len(run)


def _is_of_place(name: str, end: int, places: bytearray) -> bool:
    """Whether a name that ends at ``end`` of the text is a whole one with its place ("Elm Capital of Macao")."""
    head, of, _ = name.rpartition(" of ")
    return bool(of) and places[end - 1] == 1 and places[end - len(name) + len(head) + len(of)] == 1 and _ends_name(head)


def _trim(run: str, start: int, end: int, offset: int) -> tuple[int, int] | None:
    """Drop openers at the head and a full stop at the end; None where no organisation is left."""
    while True:
        word = run[start:end].partition(" ")[0]
        if not word or start + len(word) >= end or not (_OPENER.match(word.lower()) or _DESCRIBES.fullmatch(word)):
            break
        start += len(word) + 1
    office = _OFFICE_OF.match(run, start, end)
    start = office.end() if office else start
    person = _PERSON_OF.match(run, start, end)
    start = person.end() if person and _ends_name(run[person.end() : end]) else start
    start, end = _outside_brackets(run, start, end)
    name = run[start:end]
    name = name.removesuffix("'s").removesuffix("’s")
    if name.endswith(".") and not name.endswith(("Ltd.", "Inc.", "Co.", "Corp.")):
        name = name[:-1]
    if not 1 <= name.count(" ") < MOST_WORDS:
        return None
    if _ends_name(name) or (_LINK.search(name.lower()) and _HEAD.search(name.lower())):
        return offset + start, offset + start + len(name)
    return None


def _outside_brackets(run: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what a bracket without its other half cuts off, and an addition in brackets behind a whole name."""
    if run.endswith(").", start, end):
        end -= 1
    opening, closing = run.find("(", start, end), run.rfind(")", start, end)
    if opening >= 0 and closing < 0:
        return opening + 1, end
    if closing >= 0 and opening < 0:
        return start, closing
    if start < opening and closing == end - 1:
        is_addition = _SHORT_FORM.fullmatch(run, opening, end) or run.endswith("Zone ", start, opening)
        return start, opening - 1 if is_addition else end
    return start, end


# "Economic Development Zone", "Macao Customs Service": last words that name a body behind such words alone
_SERVING = ("customs", "fire", "police", "health", "correctional", "immigration", "postal", "ambulance", "prison")
_BEFORE_LAST = {"zone": ("development",), "service": _SERVING, "services": _SERVING}


def _ends_name(name: str) -> bool:
    before, _, last = _ADDITION.sub("", name).rstrip(".").lower().rpartition(" ")
    last = last.strip("().").removesuffix("'s").removesuffix("’s")
    if last in ("zone", "service", "services"):
        return before.endswith(_BEFORE_LAST[last])
    return bool(before) and (_LAST.match(last) is not None or last == "co")


def _people(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the people whom a run of capitalised words names, where an office says that they are people."""
    matches = list(_TITLED.finditer(text, start, end)) if _TITLE_BEGINS.search(text, start, end) else []
    if not matches and text.startswith(", ", end):
        matches += filter(None, [_OFFICE_AFTER.search(text, start, end + REACH)])
    if not matches and text.startswith(",", end) and text.endswith(", ", 0, start):
        name = _WHOLE_NAME.match(text, start, end)
        if name and _OFFICE_BEFORE.search(text, max(0, start - REACH), start - 2):
            matches.append(name)
    for match in matches:
        first, _, last = match.group(1).lower().partition(" ")
        if not _OPENER.match(first) and not _LAST.match(last.rpartition(" ")[2]):
            yield match.span(1)
