"""What a Portuguese text counts of a deal: what is bought or served, who finds a place, who lends, what is invested in.

Other stages read counts by a list of nouns; these nouns count only beside the kind of deal that they make up.
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count
from articles.pipeline.quantities.numerals import find_numbers

_VEHICLES = (
    r"(?:autocarros|comboios|trens|ônibus|carruagens|locomotivas|aviões|aeronaves|aparelhos|helicópteros|navios"
    r"|embarcações|ferries|barcos|catamarãs|veículos|viaturas|camiões|táxis|drones|ambulâncias|carrinhas|furgões)"
)
_GOODS = (
    r"(?:robôs|máquinas|equipamentos|turbinas|painéis|elevadores|guindastes|gruas|contentores|baterias|doses|satélites"
    r"|servidores|computadores|terminais|câmaras|unidades)"
)
_PLACES_FOR = (
    r"(?:vagas?|bolsas?|lugares|estágios|estagiários|jovens|estudantes|universitários|alunos|bolseiros|quadros|formandos"
    r"|docentes|professores|investigadores|médicos|enfermeiros|técnicos|profissionais|talentos|participantes|empreendedores"
    r"|voluntários|advogados|intérpretes|tradutores|funcionários|turmas|camas|quartos|apartamentos|gabinetes|mesas)"
)
_SERVICES = (
    r"(?:voos|ligações|frequências|viagens|carreiras|rotas|linhas|partidas|circulações|escalas|destinos|paragens)"
)
_ITEMS = (
    r"(?:produtos|artigos|medicamentos|fármacos|marcas|tarefas|acções|ações|iniciativas|normas|artigos|pontos|capítulos"
    r"|serviços|profissões|qualificações|certidões|formalidades|procedimentos|categorias|mercadorias|itens|rubricas)"
)
_LENDERS = r"(?:bancos|instituições|credores|entidades|investidores|subscritores|accionistas|acionistas)"
_HELD = r"(?:investimentos|projec?tos|empresas|start-?ups|participações|sociedades)"
_STORES = (
    r"(?:lojas|balcões|agências|escritórios|salas|laboratórios|centros|postos|pavilhões|armazéns|edifícios|fábricas)"
)
_METRES = (
    r"(?:metros(?! (?:quadrados|cúbicos|de altura|de profundidade))|quilómetros|quilômetros|pisos|andares|faixas|vias)"
)
_ROOM = "|".join((_VEHICLES, _PLACES_FOR, _SERVICES, _STORES))
# kind of deal -> what is counted of it
_NOUNS = {
    "procurement": f"{_VEHICLES}|{_GOODS}|laboratórios|hospitais|centros",
    "bond_loan": _LENDERS,
    "fund": _HELD,
    "launch_opening": _ROOM,
    "equity_investment": f"{_STORES}|terminais|parques",
    "policy_measure": f"{_ITEMS}|{_SERVICES}|{_VEHICLES}",
    "mutual_recognition": _ITEMS,
    "construction_contract": f"{_METRES}|{_STORES}",
    "land": r"(?:parcelas|lotes|terrenos|apartamentos|edifícios|fracções)",
    "joint_venture": _STORES,
}
_OF_PAPERS = f"{_PLACES_FOR}|{_SERVICES}|{_VEHICLES}"
# "duzentas as vagas", "até sete voos", "cem quadros": what may stand between a number and its noun
_BETWEEN = r" (?:as |os |novas |novos |mais |primeir[ao]s |destas |destes )?(?:[\wà-ÿ-]{4,16} )?"
_PATTERNS = {
    kind: re.compile(rf"{_BETWEEN}(?P<noun>{nouns})\b") for kind, nouns in (*_NOUNS.items(), ("paper", _OF_PAPERS))
}
_HUNDRED_AND = re.compile(
    r"\b(?P<hundreds>cento|duzent[oa]s|trezent[oa]s|quatrocent[oa]s|quinhent[oa]s) e (?P<rest>dez|vinte|trinta|quarenta"
    r"|cinquenta|sessenta|setenta|oitenta|noventa)(?=" + _BETWEEN + r")"
)
_VALUES = {
    "cento": 100, "duzent": 200, "trezent": 300, "quatrocent": 400, "quinhent": 500, "dez": 10, "vinte": 20,
    "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80, "noventa": 90,
}  # fmt: skip
# What stands already, what was last year, what each may get: not of this deal
_ASIDE = re.compile(
    r"\b(?:no ano (?:le[c]?tivo )?passado|frequent\w+|foram (?:já )?formad[oa]s"
    r"|em 20[012]\d|ac?tualmente|até agora|até à data|já (?:tem|têm|conta|contam|possui|opera)"
    r"|desde 20\d\d|há \w+ anos|registou|recebeu|acumul\w+|concorreram|concorrentes|emprega\w*"
    r"|postos de trabalho"
    r"|capacidade para|tinham?|anterior\w*|sócios|associados)\b"
)
_AFTER = 2
_MOST = 4
_MANY = 100_000
_YEARS = range(1990, 2050)


def tallies_portuguese(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> list[Count]:
    """The counts that the sentences of a deal, and the next ones, give of what makes it up; each number once."""
    if material.text.lang != "pt":
        return []
    kind = events[0].type
    pattern = _PATTERNS.get("paper" if kind in DOCUMENTS and kind != "joint_venture" else kind)
    if pattern is None:
        return []
    body = [sentence for sentence in told if sentence.sentence.paragraph] or list(told)
    last = max(sentence.index for sentence in body)
    reach = [*body, *material.sentences[last + 1 : last + 1 + _AFTER]]
    found: dict[int, Count] = {}
    for sentence in reach:
        start, end = sentence.sentence.start, sentence.sentence.end
        if sentence.sentence.lang != "pt" or _ASIDE.search(material.folded, start, end):
            continue
        for count in _counted(material, pattern, start, end):
            found.setdefault(count.n, count)
    return list(found.values())[:_MOST]


def _counted(material: Material, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Count]:
    folded, text = material.folded, material.text.text
    spelled = {}
    for match in _HUNDRED_AND.finditer(folded, start, end):
        hundreds = next(value for word, value in _VALUES.items() if match["hundreds"].startswith(word))
        spelled[match.start()] = (hundreds + _VALUES[match["rest"]], match.end())
    numbers = [(n.start, n.end, int(n.value)) for n in find_numbers(folded, True) if start <= n.start < end and n.whole]
    numbers = [n for n in numbers if not any(at <= n[0] < stop for at, (_, stop) in spelled.items())]
    numbers += [(at, stop, value) for at, (value, stop) in spelled.items()]
    for at, stop, value in sorted(numbers):
        noun = pattern.match(folded, stop, end)
        if noun and noun["noun"] == "lugares" and folded.endswith(" de ", start, at):
            # "aeronave de dois lugares": how large it is
            continue
        if (value in _YEARS and stop - at == 4) or folded.endswith((" dia ", " dias "), start, at):
            # "no dia 4 dois acordos", "em Março de 2026 três projectos"
            continue
        if noun and 1 < value < _MANY and not _POINTS_BACK.search(folded, max(start, at - 14), at):
            yield Count("other", value, None, text[at : noun.end("noun")], at, noun.end("noun"))


# "os dois bancos", "as três empresas": named before; "mais de 30 lojas" is counted all the same
_POINTS_BACK = re.compile(r"\b(?:[oa]s|est[ea]s|ambas as|cada|por|nos|das?|dos) $")
