"""What offices are for: fields joined by "and" within one name, and where "and" joins two names instead."""

import re

FIELD = (
    r"(?:Securities|Econom(?:y|ic)|Trade|Commerce|Commercial|Sciences?|Scientific|Technolog(?:y|ical)|Technical"
    r"|Industr(?:y|ial)"
    r"|Information|Innovation|Cultur(?:e|al)|Creative|Tourism|Travel|Health|Food|Drugs?|Medicines?|Medical|Investment"
    r"|Financ(?:e|ial)|Fiscal|Monetary|Banking|Insurance|Customs|Excise|Tax|Taxation|Revenue|Transport|Transportation"
    r"|Traffic"
    r"|Logistics|Shipping|Maritime|Marine|Ports?|Aviation|Housing|Development|Reform|Planning|Urban|Rural|Education"
    r"|Research|Youth|Sports?|Labou?r|Employment|Manpower|Skills|Energy|Power|Water|Environment(?:al)?|Ecolog(?:y|ical)"
    r"|Climate|Agricultur(?:e|al)|Fisher(?:y|ies)|Forestry|Animal|Plant|Standards?|Standardi[sz]ation|Quality|Metrology"
    r"|Accreditation|Inspection|Quarantine|Supervision|Emergency|Legal|Justice|Judicial|Security|Immigration|Social"
    r"|Human"
    r"|Natural|Works|Lands?|Construction|Civil|Engineering|Film|Media|Radio|Television|Broadcasting|Communications?"
    r"|Telecommunications?|Postal|Small|Medium|Competition|Consumer|Intellectual|Patent|Statistics|Data|Cyberspace"
    r"|Digital"
    r"|Exports?|Imports?|Tender|Public|Home|Foreign|External|International|Municipal|Markets?|Families|Family|Welfare"
    r"|Elderly|Veterans|Heritage|Fire|Rescue|Police|Border|Coast|Disaster|Archives|Mines|Minerals|Geology|Space"
    r"|Nuclear|Electrical|Mechanical|Identity|Citizenship|Commerce|Venture Capital|Private Equity|Population|Press"
    r"|Publications?|Advertising|Navigation|Mining|Petroleum|Services?|Affairs|Resources|Family Planning|Relations)"
)
OFFICE = (
    r"(?:Bureau|Commission|Board|Department|Ministry|Authority|Administration|Agency|Council|Office|Committee"
    r"|Directorate"
    r"|Secretariat|Division|Park|Institute|Hub|Fund|Brigade|Force|Corps|Service|Services|Zone|Area"
    r"|Association|Federation|Society)"
)
_FIELD_BEFORE = re.compile(rf"(?<![\w-]){FIELD}$")
_FIELD_AFTER = re.compile(rf"(?:the )?{FIELD}(?: [A-Z][\w’'-]{{1,20}}){{0,3}}? {OFFICE}\b")
# "Securities and Exchange Commission" is for no field
_EXCHANGE_AFTER = re.compile(r"(?:Exchange|Futures) (?:Commission|Board|Authority)\b")
_REACH = 24


def joins_fields(text: str, start: int, end: int) -> bool:
    """Whether the "and" at ``[start, end)`` joins two fields of one office ("Economic and Trade Bureau")."""
    if not _FIELD_BEFORE.search(text, max(0, start - _REACH), start):
        return False
    return bool(_FIELD_AFTER.match(text, end) or _EXCHANGE_AFTER.match(text, end))


def fields_after(text: str, start: int, end: int) -> int:
    """Where the name in ``[start, end)`` ends with a second field of its office; ``end`` if it has none."""
    joint = " and "
    if not text.startswith(joint, end) or not joins_fields(text, end, end + len(joint)):
        return end
    rest = _FIELD_AFTER.match(text, end + len(joint)) or _EXCHANGE_AFTER.match(text, end + len(joint))
    return rest.end() if rest else end


# "of Hong Kong and Macao Affairs", "between Portugal and Macao Studies": two places that one office is for
_OF_PLACES = re.compile(
    r"[^.;,]{0,40}?\b(?:Affairs|Studies|Relations|Cooperation|Co-operation|Friendship|Exchanges?|Office|Centre"
    r"|Center)\b"
)


def begins_next_name(run: str, start: int, end: int, places: bytearray, offset: int) -> bool:
    """Whether behind the "and" at ``[start, end)`` of a run of capitals another name begins with its place.

    "General Authority for Foo and Zhuhai Elm Seeds", but not "Office for Hong Kong and Macao Affairs".
    """
    at = offset + end
    if at >= len(places) or not places[at] or places[offset + start - 1]:
        return False
    return _OF_PLACES.match(run, end) is None


_FIELD_PT = (
    r"(?:Ciências?|Tecnologias?|Ensino(?: Superior)?|Educação|Juventude|Cultura|Turismo|Economia|Finanças|Comércio"
    r"|Indústria|Agricultura|Pecuária|Pescas?|Alimentação|Florestas?|Mar|Ambiente|Energia|Minas|Transportes?"
    r"|Comunicações|Telecomunicações|Obras Públicas|Solos|Habitação|Urbanismo|Construção(?: Urbana)?|Saúde|Trabalho"
    r"|Emprego|Segurança(?: Social)?|Solidariedade(?: Social)?|Desporto|Justiça|Inovação|Desenvolvimento(?: Regional"
    r"| Tecnológico| Económico| Rural| Social)?|Planeamento|Administração(?: Interna| Pública)?|Investimento|Negócios"
    r" Estrangeiros|Comunidades|Cooperação(?: Internacional)?|Integração(?: Regional)?|Assuntos (?:Sociais|Marítimos"
    r"|Jurídicos|Internacionais|Parlamentares)|Serviços|Logística|Águas?|Infra-?estruturas|Informação|Informática"
    r"|Comunicação Social|Património|Defesa|Estatística|Censos|Qualidade|Alfândegas?|Digitalização|Propriedade"
    r" Industrial|Formação|Investigação|Território|Coesão)"
)
_OF_FIELD_PT = re.compile(
    r"\b(?:Ministério|Secretaria(?: de Estado)?|Direc?ção(?: dos Serviços|-Geral|-Regional)?|Departamento|Instituto"
    r"|Comissão|Agência|Gabinete|Conselho|Autoridade|Faculdade|Escola|Associação|Federação|Inspec?ção) (?:d[aeo]s?"
    r"|para [oa]s?) " + _FIELD_PT + "$"
)
_FIELDS_BEHIND_PT = re.compile(
    r"(?:, (?:d[aeo]s? )?" + _FIELD_PT + r"){1,4}(?:,? e (?:d[aeo]s? )?" + _FIELD_PT + r")\b"
)


def end_of_fields_pt(text: str, start: int, end: int) -> int:
    """Where a Portuguese name in ``[start, end)`` ends with all the fields of its office; ``end`` if it has but one.

    "Ministério da Agricultura, Pescas e Alimentação", but not "Ministério da Saúde, Universidade de Foo e Bar".
    """
    if not text.startswith(", ", end) or not _OF_FIELD_PT.search(text, start, end):
        return end
    behind = _FIELDS_BEHIND_PT.match(text, end)
    return behind.end() if behind else end


_WORD = r"[A-ZÀ-Þ][\w&'’-]{1,30}"
# "Elm Steel and Oak Motors": two words each, of which none is a field
_TWO_WORDS_BEFORE = re.compile(rf"{_WORD} (?!{FIELD}$){_WORD}$")
_TWO_WORDS_AFTER = re.compile(rf"(?!{FIELD}\b){_WORD} {_WORD}")
_BEFORE_REACH = 64


def joins_firms(run: str, start: int, end: int) -> bool:
    """Whether the "and" at ``[start, end)`` joins two names of several words ("Elm Steel and Oak Motors")."""
    before = run[max(0, start - _BEFORE_REACH) : start]
    if not run.startswith(" and ", start) or " of " in before or " for " in before or _OF_PLACES.match(run, end):
        return False
    return bool(_TWO_WORDS_BEFORE.search(before) and _TWO_WORDS_AFTER.match(run, end))
