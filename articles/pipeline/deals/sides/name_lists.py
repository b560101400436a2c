"""Lists of names in Latin script, read name by name, whether we list them or not.

"the Elm Board, Foo Group and Shenzhen": each with what describes it before and behind.
"""

import re

from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, Names, Party
from articles.pipeline.deals.names.nobody import is_common_noun, is_nobody, names_office
from articles.pipeline.deals.sides.full_names import goes_on
from articles.pipeline.deals.sides.list_ends import ends_phrase, goes_on_with_verb, leads_to_verb
from articles.pipeline.deals.sides.unlisted import FROM_WHERE, TITLE_VERB, TRADE, end_of_fields
from articles.pipeline.matching import Mention
from articles.pipeline.matching.fields import fields_after

# Bounds on hostile text: sides of one list, characters of one name with what describes it
MOST = 12
_MOST_OPENINGS = 4
_LONGEST = 160

# "Elm Board of Trade", "Instituto de Foo", "Foo (Shenzhen) Co., Ltd": capitals, with small words inside
_NAME = re.compile(
    r"(?:Belt and Road|[A-ZÀ-Ý][\w.'’/+-]{0,40})(?:(?: (?:of|for|de|da|do|dos|das|para|di|del|della|du|des|van"
    r"|von)(?: the| [oa]s?| la| los)?| &)?"
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{1,3}\$|(?:RMB|MOP|EUR|USD|HKD|CNY"
    r"|GBP)\b)\(?[A-ZÀ-Ý&][\w&.'’/+-]{0,40}\)?){0,9}"
    r"(?: (?:city|municipal|provincial|district|regional|state|county|local|prefectural) government| administration"
    r"| family)?(?:,? (?:Ltd|Limited|Inc|LLC|Lda)\b\.?)?"
)
# "the Canadian exchange operator ", "the city government of ", "Lima's ": what describes a side before its name
_DESCRIBED = re.compile(
    r"(?:d[aeo] )?(?:(?:city|municipal|provincial|people['’]s) )?"
    r"(?:government|city|province|governo|município|cidade|província)"
    r"(?: (?:provincial|municipal|popular|central))? (?:of|de|d[ao]) (?:the )?"
    # "Zhuhai-based chip start-up, Foo"
    r"|(?:start-?up|company|firm|group|giant|developer|operator|provider|manufacturer|producer|retailer"
    r"|[a-z]{3,12}maker"
    r"|agency|authority|regulator|ministry|bureau|body|association|chamber|institute|university|bank|lender|insurer"
    r"|exchange"
    r"|airline|carrier|arm|unit|subsidiary|affiliate|partner|neighbour|neighbor|rival|counterpart|utility|fund)"
    r", (?=[A-Z])"
    r"|(?!(?:said|says|that|which|who|whose|announced|revealed|left|leaves|departed|arrived|flew|sailed|visited|met"
    r"|will"
    r"|to|if|when|as|after|since|by|in|at|on|of|for|from"
    r"|under|between|among|into|and|or|de|d[aeo]s?|em|n[ao]s?|para|por|pel[ao]s?|que|e|entre|com)\b)[\w'’-]{1,24} "
)
_MOST_DESCRIBED = 6
# "the governments of Macao and Zhuhai", "os Governos de Macau e da província de Guangdong"
_GOVERNMENTS_OF = re.compile(
    r"(?:the |[oa]s )?(?:governments of|(?:governos|cidades|municípios|autarquias|câmaras|províncias|prefeituras"
    r"|portos|autoridades)"
    r" d[aeo]s?) ",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:the |its |an? |both |between |[oa]s? |uma? )", re.IGNORECASE)
# "operadora de jogo Foo", "cadeia de lojas de chá Foo", "operadora da bolsa de Foo": what a firm does, before its name
_TRADE_PT = re.compile(
    r"(?i:operadora?|fabricante|produtora?|cadeia|rede|grupo|gestora?|casa|empresa|companhia|sociedade|fornecedora?"
    r"|distribuidora?|start-?up|plataforma|marca|gigante|agência|fundo|construtora|concessionária|unidade)"
    r" (?:de|d[ao]s?) (?:[a-zà-ÿ-]{3,20} )(?:(?:e|de|d[ao]s?) (?:[a-zà-ÿ-]{3,20} )){0,2}(?:[a-zà-ÿ-]{4,20} ){0,2}"
    r"(?=[A-ZÀ-Ý])"
    r"|(?i:operadora) d[ao] (?=bolsa d)"
)
# "uma subsidiária da Foo", "a sucursal de Macau do Banco da Foo": the part of a firm that acts for it
_UNIT_OF_PT = re.compile(
    r"(?i:subsidiária|filial|participada|associada|unidade|sucursal|delegação|divisão)"
    r"(?: (?:de|em) (?:[A-ZÀ-Ý][\wà-ÿ-]{1,20} ?){1,2}| [a-zà-ÿ-]{4,20} ?)? ?d[aeo]s? (?=[A-ZÀ-Ý])"
)
_CENTRAL = re.compile(r"central governments?\b")
_OF_PT = re.compile(r"d[aeo] ")
_ARTICLE_PT = re.compile(r"[oa]s? ", re.IGNORECASE)
# "Elm Centre of the", "Centro de Estudos da": a part of the body that follows, which signs itself; a department of a
# government signs for it
_PART_OF = re.compile(r"[A-ZÀ-Ý][\w.’'-]+ (?:of|of the|d[aeo]s?) $")
_BRACKETS = re.compile(r" ?\([^()]{1,60}\)")
# "Foo, a carmaker of Zhuhai, signed"
_APPOSITION = re.compile(
    r", (?:(?:an?|uma?|d[eao]|com sede (?:em|n[ao])|sediad[ao] (?:em|n[ao])"
    r"|listed|headquartered|based|founded|owned|controlled|backed|formerly|part of|one of|owner of|operator of|maker of"
    r"|parent of|subsidiary of|empresa|grupo|banco|sociedade|instituição|companhia|filial|subsidiária|operadora"
    r"|fabricante|cotad[ao]|listad[ao]|fundad[ao]|detid[ao]|controlad[ao]|ligad[ao]|especializad[ao]|dedicad[ao]"
    r"|produtora?|construtora?|montadora|gestora?|gigante|cadeia|rede|líder|don[ao]|proprietári[ao]|seguradora"
    r"|farmacêutica|tecnológica|imobiliária|cervejeira|retalhista|transportadora|concessionária|plataforma|agência"
    r"|associação|bolsa|unidade|braço|sucursal|participada|sedead[ao] (?:em|n[ao])|maior|principal|fornecedora?"
    r"|exploradora|start-?up|multinacional|conglomerado|universidade|cidade|capital|município|província) "
    r"|(?:the|which|who) (?=[a-z]))"
    r"[^,.;\n]{2,90},(?= )(?: (?:de|d[ao]|em|n[ao]|com sede (?:em|n[ao])) [^,.;\n]{2,60},(?= ))?"
)
# "the government of Elm District in Zhuhai signed"
_WHERE = re.compile(
    r" in (?:[A-Z][\w’'-]{1,20})(?: [A-Z][\w’'-]{1,20}){0,2}(?= (?:sign|ink|agree|enter|has|have|will|today"
    r"|yesterday|on))"
)
# "o Banco da Foo em Macau concedeu"
_WHERE_PT = re.compile(
    r" em (?:[A-ZÀ-Ý][\wà-ÿ’'-]{1,20})(?: [A-ZÀ-Ý][\wà-ÿ’'-]{1,20}){0,2}"
    r"(?= (?:(?:vai|vão|irá|irão|já|quer|querem) )?[a-zà-ÿ]{2,14}(?:ou|aram|eu|eram|iu|iram|[aei]r|a|am|e|em)\b)"
)
# "Foo plans to build a plant and signed a deal with": the second verb of one subject
_COORDINATED = re.compile(r",? (?:and|e) (?:has |have |also |today |já ){0,2}$")
# "Bank of Foo's Macau branch"
_BRANCH = re.compile(r"(?:'s|’s) (?:[\w-]{1,20} ){0,3}(?:branch|arm|unit|subsidiary|division|office)\b")
# "Bank of Foo's Macau", but not "People's Government"
_OWNER = re.compile(r"(?<!eople)(?<!omen)(?<!hildren)(?<!orker)['’]s ")
# "Elm Polytechnic University (EPU)", "City University of Elm (CityU)"
_SHORT_FORM = re.compile(r" \([A-Z][\w&-]*[A-Z][\w&-]*\)$")
_JOINT = re.compile(
    r",? (?:(?:and|e)(?: by| pel[oa]s?| com)?|with|com|as well as|together with|bem como|assim como|juntamente com"
    r"|em conjunto com)(?: also)? |, "
)
# "A, B, and C": in such a list a bare "and" stands within a name
_SERIAL = re.compile(r"(?:[^.;:,\n]|\.(?=,)){1,90}(?:, (?:[^.;:,\n]|\.(?=,)){1,90}){1,12}, and (?:the )?[A-Z]")
# "Elm Exchanges and Clearing Limited": the form behind a listed name
_LEGAL_FORM = re.compile(r"(?: Company| Corporation| Group| Co\.?)?,? (?:Ltd|Limited|Inc)\b\.?")
# "the Elm Development Zone (Oakbay)": where it is, or what it is called else; "Elm University (Zhuhai)" is a name
_ASIDE = re.compile(r" \([A-Z][a-z]+\)$")
# "A, B and 12 companies signed": those who are only counted behind the names
_AND_OTHERS = re.compile(
    r",? (?:and|as well as|together with|along with) (?:some |about |over |more than |nearly |a further )?"
    r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|several|other|dozens of|a dozen"
    r"|a number of)"
    r"(?: (?!sign|ink|agree|ha[sd]|have|will)[a-z][\w-]{1,20}){1,5}"
)
# "empresa de Macau Foo", "construtora portuguesa Foo", "o grupo de Hong Kong Foo": what a firm is and where it is from
_FIRM_OF = re.compile(
    r"(?:empresa|grupo|sociedade|companhia|construtora|operadora|fabricante|tecnológica|gigante|concessionária"
    r"|farmacêutica|seguradora|imobiliária|multinacional|consórcio|banco|firma|start-?up|empresas|plataforma|corretora"
    r"|produtora|cadeia|marca|rede|gestora|montadora|cervejeira|retalhista|transportadora|distribuidora|fornecedora"
    r"|gestor|conglomerado|fundo|casa|tecnológicas|firma|associação|universidade)"
    r"(?: [a-zà-ú-]{3,20}){0,3}(?: (?:de|d[ao]|em|n[ao]|com sede (?:em|n[ao])) )"
)
# "GUANGZHOU, Dec. 21 (Xinhua) -- ", "On Monday, ", "During the visit, ", "Ontem, "
_OPENING = re.compile(
    # "Representatives of the Elm Board and Foo Group"
    r"(?:The )?(?:[Rr]epresentatives|[Ee]xecutives|[Oo]fficials|[Hh]eads|[Ll]eaders|[Cc]hiefs|[Pp]residents|[Rr]ectors"
    r"|[Dd]irectors|[Cc]hair(?:men|s)|[Ss]enior executives) (?:of|from) (?:the )?(?=[A-ZÀ-Ý])"
    r"|An? (?:[a-z-]{3,20} ){0,2}?(?:joint venture|consortium|partnership|team|alliance)"
    r" (?:of|between|comprising|led by|formed by|made up of) (?:the )?(?=[A-ZÀ-Ý])"
    r"|[^\n]{3,60}? (?:--|—|–|-) |(?:On|Witnessed|Watched|Before|With|In|At|During|After|Also|Meanwhile|Separately"
    r"|Earlier|Last|Yesterday|Today|Under"
    r"|N[ao]s?|Em|Ontem|Hoje|Durante|Após|Por|Com|Ainda|Depois|Segundo|Além|Para|Desde|À|Aos?|Nest[ae]|Numa?|Entretanto"
    r"|Através|Mediante|Graças|Sob|Perante"
    r"|Paralelamente|À margem|Est[ae])\b[^,\n]{0,80}, "
    # "Já o Banco Foo"
    r"|(?:Já|Também|Entretanto|Assim)(?=,? [oa]s? )(?:, | )"
)
# "at a forum where Foo and Bar signed", "The route was announced as Foo and Bar signed": where another clause begins
_CLAUSE = re.compile(
    r"(?:,? (?:(?:at|during|under|in|on|after) which|where|when|while|as|after|before|but|with)"
    r"|[;:]) (?=the [A-Z]|[A-Z])"
)
# "signed with Bar, one of the largest groups of Zhuhai.": what the last of them is
_WHAT_IT_IS = re.compile(
    r", (?:one of|which|who|whose|an?|uma?|um d[aeo]s|[oa] (?:maior|segund[oa]|principal)) [^;\n]{2,140}?"
    r"(?=[.;](?:\s|$)|$)"
)
_GOVERNMENT = re.compile(
    r"(?:'s|’s)? (?:(?:city|municipal|provincial|district|regional|state|county|local|prefectural"
    r"|people['’]s) ){0,2}government",
    re.IGNORECASE,
)
# "the Chinese Port of Guangzhou": of what country a place is
_OF_COUNTRY = re.compile(
    r"[A-Z][a-z]{2,12}(?:ese|ian|ish|can|aan|ean) (?=(?:Port|City|Province|Municipality|Airport|State|Region) of )"
)


class ListReader:
    """Reads lists of names in one sentence; in a headline in capitals (``listed_only``) only names of the lists."""

    def __init__(self, names: Names, start: int, end: int, listed_only: bool) -> None:
        self._names, self._text = names, names.text.text
        self._start, self._end, self._listed_only = start, end, listed_only
        self._bodies = names.organisations_in(start, end)
        self._places = [m for m in names.places if start <= m.start and m.end <= end]
        self._place_starts = {m.start for m in names.places_everywhere}
        self._place_ends = {m.end for m in names.places_everywhere}
        self._people = [m for m in names.people if start <= m.start and m.end <= end]

    def up_to(self, start: int, verb: int) -> list[Party]:
        """The list that is the subject: all from the start of the sentence, or its opening, up to the verb."""
        begin: int | None = start
        for _ in range(_MOST_OPENINGS):
            if begin is None:
                break
            found, at = self._list(begin)
            others = _AND_OTHERS.match(self._text, at, verb) if found else None
            at = others.end() if others else at
            if found and leads_to_verb(self._text, at, verb):
                return found
            opening = _OPENING.match(self._text, begin, verb)
            begin = opening.end() if opening else None
        for clause in reversed(list(_CLAUSE.finditer(self._text, start, verb))[-_MOST_OPENINGS:]):
            found, at = self._list(clause.end())
            if found and leads_to_verb(self._text, at, verb):
                return found
        first = self._list(start)[0] if _COORDINATED.search(self._text, start, verb) else []
        return first[:1]

    def subject(self, start: int, end: int) -> list[Party]:
        """The list of two or more names that begins the sentence and has a verb, whatever stands up to ``end``."""
        begin: int | None = start
        for _ in range(_MOST_OPENINGS):
            if begin is None:
                break
            found, at = self._list(begin)
            if len(found) > 1 and at < end and goes_on_with_verb(self._text, at, end):
                return found
            opening = _OPENING.match(self._text, begin, end)
            begin = opening.end() if opening else None
        return []

    def first(self, start: int) -> Party | None:
        """The name that begins right at ``start``, whatever follows it."""
        span = self._span(start, min(self._end, start + _LONGEST))
        read = self._party(*span) if span else None
        return read[0] if read else None

    def beginning(self, start: int) -> list[Party]:
        """The list that begins right at ``start``, whatever follows it."""
        return self._list(start)[0]

    def opening(self, start: int) -> Party | None:
        """The side at ``start`` behind which only a comma, or nothing, stands."""
        determiner = _DETERMINER.match(self._text, start, self._end)
        at = determiner.end() if determiner else start
        span = self._span(at, min(self._end, at + _LONGEST))
        read = self._party(*span) if span else None
        is_alone = read is not None and (read[1] >= self._end or self._text[read[1]] in ",.(")
        return read[0] if read and is_alone else None

    def listed(self, start: int, at_least: int = 1) -> list[Party]:
        """The list that begins at ``start`` and ends where the phrase ends."""
        found, at = self._list(start)
        return found if len(found) >= at_least and ends_phrase(self._text, at, self._end) else []

    def listed_at(self, start: int) -> list[Party]:
        """The list that begins at ``start`` and ends with the phrase or at a verb ("run by Foo and Bar opened")."""
        found, at = self._list(start)
        is_whole = ends_phrase(self._text, at, self._end) or goes_on_with_verb(self._text, at, self._end)
        return found if is_whole else []

    def subjects(self, start: int) -> list[Party]:
        """The list at ``start`` or behind its opening, where a verb follows it."""
        opening = _OPENING.match(self._text, start, self._end)
        for begin in (start, opening.end() if opening else start):
            found, at = self._list(begin)
            if found and goes_on_with_verb(self._text, at, self._end):
                return found
        return []

    def _list(self, at: int) -> tuple[list[Party], int]:
        """The names from ``at`` on that stand in one list, and where the list ends."""
        found: list[Party] = []
        last = at
        governments = _GOVERNMENTS_OF.match(self._text, at)
        at = governments.end() if governments else at
        has_article = _ARTICLE_PT.match(self._text, at) is not None
        is_serial = _SERIAL.match(self._text, at, self._end) is not None
        while len(found) < MOST:
            read = self._name(at)
            if read is None:
                break
            if has_article and not _ARTICLE_PT.match(self._text, at):
                # "a Comissão de Ciência, Tecnologia e Inovação": the next word belongs to the name
                return [], at
            party, end = read
            if is_serial and found and self._text.startswith(" and ", last) and self._text[last - 1] != ",":
                # "A, B, and Elm Convention and Trade Centre": the last name holds an "and" of its own
                found[-1] = Party(f"{found[-1].name} and {party.name}", "")
            else:
                found.append(party)
            last = end
            joint = _JOINT.match(self._text, end, self._end)
            at = joint.end() if joint else self._end
            of = _OF_PT.match(self._text, at) if governments else None
            at = of.end() if of else at
        return found, last if found else at

    def _name(self, at: int) -> tuple[Party, int] | None:
        """One side with what describes it, and where it ends; None where something else stands."""
        text, limit = self._text, min(self._end, at + _LONGEST)
        determiner = _DETERMINER.match(text, at, limit)
        at = determiner.end() if determiner else at
        unit = _UNIT_OF_PT.match(text, at, limit)
        at = unit.end() if unit else at
        trade = _TRADE_PT.match(text, at, limit)
        if trade and not any(m.start == at for m in self._bodies):
            at = trade.end()
        small = next((m for m in self._bodies if m.start == at and m.slug and text[at].islower()), None)
        if small and self._is_whole(small.end):
            # "bolsa de Hong Kong": a listed body that is written small
            return self._names.party(small), self._after(small.end)
        owner = next((m for m in self._places if m.start == at and text.startswith(("'s ", "’s "), m.end)), None)
        if owner:
            at = owner.end + len("'s ")
        of = _OF_PT.match(text, at, limit)
        held = next((m for m in self._places if m.start == (of.end() if of else at) and text[m.start].islower()), None)
        central = _CENTRAL.match(text, at, limit)
        if central and self._is_whole(central.end()):
            # "by the Hong Kong and central governments"
            return Party(central[0].removesuffix("s"), CENTRAL_GOVERNMENT, True), central.end()
        if held and self._is_whole(held.end):
            # "da província de Guangdong": a place whose name begins with what it is
            return self._names.party(held), held.end
        for _ in range(_MOST_DESCRIBED):
            span = self._span(at, limit)
            if span and self._is_whole(span[1]):
                return self._party(*span)
            home = self._after_home(at, limit)
            described = None if home else _DESCRIBED.match(text, at, limit)
            if not home and not described:
                return None
            at = described.end() if described else home
        return None

    def _after_home(self, at: int, limit: int) -> int:
        """Where a name begins behind what its firm is and the place where it is from; 0 where none stands here."""
        firm = _FIRM_OF.match(self._text, at, limit)
        home = next((m for m in self._places if firm and m.start == firm.end()), None)
        return home.end + 1 if home and self._text.startswith(" ", home.end) else 0

    def _span(self, at: int, limit: int) -> tuple[int, int] | None:
        """The name that begins at ``at``: a listed body is longer than its capitals ("Securities and Futures …")."""
        match = _NAME.match(self._text, at, limit)
        if match is None:
            return None
        end = match.end()
        owner = _OWNER.search(self._text, at, end)
        end = owner.start() if owner else end
        short_form = _SHORT_FORM.search(self._text, at, end)
        end = short_form.start() if short_form else end
        aside = _ASIDE.search(self._text, at, end)
        if aside and not any(aside.start() < m.start < aside.end() and m.kind != "place" for m in self._places):
            end = aside.start()
        verb = TITLE_VERB.search(self._text, at, end) if self._listed_only else None
        end = verb.start() if verb else end
        for body in self._bodies:
            joint = _JOINT.match(self._text, end, body.end)
            is_next = joint is not None and (joint.end() in self._place_starts or end in self._place_ends)
            if at <= body.start < end < body.end and (body.slug or not is_next):
                end = body.end
                form = _LEGAL_FORM.match(self._text, end)
                end = form.end() if form else end
        end = fields_after(self._text, at, end_of_fields(self._text, at, end))
        return at, end - 1 if self._text[end - 1] == "." and not self._text.endswith(("Ltd.", "Inc."), at, end) else end

    def _is_whole(self, end: int) -> bool:
        """Whether a name ends here: at a joint, at its verb, or with the phrase."""
        text = self._text
        end = self._after(end)
        is_joint = _JOINT.match(text, end, self._end) is not None
        return is_joint or ends_phrase(text, end, self._end) or goes_on_with_verb(text, end, self._end)

    def _party(self, start: int, end: int) -> tuple[Party, int] | None:
        after = self._after(end)
        for pattern in (FROM_WHERE, _OF_COUNTRY, TRADE):
            described = pattern.match(self._text, start, end)
            start = described.end() if described else start
        called = self._text[start:end]
        if any(m.start < end and start < m.end for m in self._people) or is_nobody(called):
            return None
        held = next((m for m in self._bodies + self._places if self._is_meant(m, start, end)), None)
        if held and not self._names.is_authority(held) and _PART_OF.search(self._text, start, held.start):
            return Party(called, ""), after
        if held and held.end < end and held.kind not in ("city", "outside"):
            return Party(called, ""), after
        if held:
            return self._names.party(held), after
        listed = next((m for m in self._bodies if m.slug and m.start == start and m.end < end), None)
        if listed and not goes_on(self._text[start : listed.end], called):
            # "Elm China Ltd." is the listed Elm China
            return self._names.party(listed), after
        if self._listed_only or self._is_first_word(start, called) or names_office(called):
            return None
        return Party(called.removesuffix("'s").removesuffix("’s"), ""), after

    def _after(self, end: int) -> int:
        """Where a name ends with its short form in brackets or the branch of it that is meant."""
        for pattern in (_BRACKETS, _BRANCH, _WHERE_PT, _APPOSITION, _WHAT_IT_IS, _WHERE):
            behind = pattern.match(self._text, end, self._end)
            end = behind.end() if behind else end
        return end

    def _is_meant(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a mention is the whole name, a listed body at its end, or the city of a "… city government"."""
        if mention.end == end:
            return mention.start == start or (bool(mention.slug) and mention.kind == "organisation")
        is_city = mention.kind != "organisation" and mention.origin == "gazetteer" and mention.start == start
        return is_city and _GOVERNMENT.fullmatch(self._text, mention.end, end) is not None

    def _is_first_word(self, start: int, called: str) -> bool:
        """Whether the only capital is that of the sentence ("Regulators have signed"), unless it can be no noun."""
        if " " in called or called.isupper() or start != self._start:
            return False
        return self._names.text.lang != "en" or is_common_noun(called)
