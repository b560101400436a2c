"""Firms on no list whose name begins with a place: "Shenzhen Elm Energy", "Foshan Oak Ceramics"; in Latin script."""

import re
from collections.abc import Iterable, Iterator

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# What firms do, as the last word of their names; the forms of law and "Group" are known to all readers of names
_TRADE = (
    r"Energy|Power|Gas|Water|Metro|Rail|Transit|Shipping|Terminals?|Textiles?|Foods?|Steel|Chemicals?|Materials?"
    r"|Properties|Land|Industries|Industrial|Media|Optics|Optical|Optoelectronics|Medical|Healthcare|Biopharma\w*"
    r"|Bio\w{3,12}|Life|Tech|Systems|Solutions|Devices|Instruments|Appliances|Ceramics|Furniture|Lighting|Tele\w{3,14}"
    r"|Networks?|Software|Studios?|Pictures|Entertainment|Games|Hotels|Cement|Alumini?um|Glass|Paper|Packaging"
    r"|Batter(?:y|ies)|Solar|Nuclear|Photonics|Micro\w{0,12}|Express|Cruises|Ferr(?:y|ies)|Brewery|Dairy|Toys"
    r"|Jewell?e?ry|Beverages?|Contractors|Architects|Shipyards?|Shipbuilding|Enterprises?|Investments?|Motors?|Auto\w{0,8}"
    r"|Foodstuffs?|Pharm\w{0,12}|Drugs|Medicines?|Dynamics|Aerospace|Aviation|Airlines?|Drones?|Machinery|Machine"
    r"|Equipment|Tools|Precision|Electric|Electrical|Electronics?|Circuits?|Chips|Semi\w{3,12}|Cables?|Wire|Plastics"
    r"|Rubber|Mould|Molds?|Fashion|Garments?|Apparel|Footwear|Leather|Cosmetics|Catering|Restaurants|Retail|Supermarkets?"
    r"|Pay|Payments?|Fintech|Leasing|Trust|Futures|Assurance|Reinsurance|Logistics|Warehousing|Port|Ports|Harbour|Airport"
    r"|Seafood|Fishery|Farms?|Agriculture|Agricultural|Tea|Herbs|Hydrogen|Storage|Photovoltaic|Wind|Environmental"
    r"|Environment|Interactive|Digital|Data|Cloud|Intelligence|Intelligent|Automation|Laser|Vision|Mobility|Vehicles?"
    r"|Buses|Bus|Taxi|Tours|Travel|Telecom|Mobile|Broadcasting|Publishing|Press"
)
# "Shenzhen Elm Energy", and in a headline in capitals its verb behind it
_FIRM = re.compile(
    r"(?:-[A-Z][a-z]{2,12})?(?: (?:and |& |of )?[A-Z][\w&’'-]{1,24}){0,4}? (?:" + _TRADE + r")\b(?!-)"
    r"(?! (?:and |& |of |for )?(?!(?:To|Signs?|Inks?|Wins?|Buys?|Sells?|Opens?|Launches|Agrees?|Joins?|Sets?|Plans?"
    r"|Takes?"
    r"|Raises?|Builds?|Invests?|Unveils?|Secures?|Starts?|Begins?|Completes?|Forms?|Gets?|In|On|For|With|And|From|At|By)\b)"
    r"[A-Z])(?! (?:line|station|port|airport|project|plant|market|terminal|bridge|link|park|sector|industry)\b)"
)
# A place's own department, office or event is no firm
_NO_FIRM = re.compile(
    r"\b(?:Bureau|Department|Ministry|Commission|Office|Authority|Administration|Council|Committee|Government|Municipal"
    r"|Provincial|District|Mayor|Governor|Secretary|Minister|SAR|Special|Chamber|Association|University|College"
    r"|Institute|Festival|Forum|Summit|Fair|Expo|Week|Show|Plan|Scheme|Act|Ordinance|Law|Stock|Bay Area|Court|Customs"
    r"|Police|Port|Airport|Harbour|Line|City)\b"
)
# "Elm Garden Services", "Oak Music": firms of a listed group that are firms of their own
_OF_GROUP = re.compile(
    r" (?:[A-Z][\w&-]{1,20} ){0,2}?(?:Services|Music|Property|Properties|Life|Health|Healthcare|Cloud|Land|Auto"
    r"|Logistics"
    r"|Leasing|Gas|Water|Capital|Ventures|Pictures|Media|Games|Infrastructure|Ports|Environment|Robotics|Semiconductor"
    r"|Hydrogen|New Energy|Medical|Biotech|Express|Retail|Hotels|Digital|Cement|Pharma|Good Doctor)\b(?! [A-Z(])(?!-)"
)
_CONFIDENCE = 0.6
_NAME_REACH = 3

# "with Shenzhen Elm", "the Guangdong-Macao Elm Park"; but "Zhuhai Mayor Ann Lee", "Macao Customs", "Hong Kong SAR"
_GOES_ON = re.compile(
    r"(?:-[A-Z][a-z]{2,12})? (?!(?:City|Province|Municip\w+|District|County|State|Region|SAR|Special|Government"
    r"|Mayor|Vice"
    r"|Deputy|Governor|Secretary|Party|Chief|Executive|President|Premier|Minister|Authorities|Customs|Police|People|And|To"
    r"|Sign\w*|On|In|With|For|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:day|[a-z]{0,6})\b)[A-Z][a-z]{2}"
)


def begins_name(text: Text, place: Mention) -> bool:
    """Whether an English place only begins a longer name of the article's body, and stands for no side by itself."""
    if text.lang != "en" or not text.paragraphs or place.start < text.paragraphs[0].end:
        return False
    return _GOES_ON.match(text.text, place.end) is not None


def firms_of_places(text: Text, places: Iterable[Mention]) -> Iterator[Mention]:
    """Give each firm of ``text`` that is called after one of ``places`` and by its trade, as an organisation."""
    for place in places:
        if place.origin != "gazetteer" or place.name[:1] >= "\u4e00":
            continue
        firm = _FIRM.match(text.text, place.end)
        if firm is None or text.text[max(0, place.start - _NAME_REACH) : place.start].endswith(("f ", "-")):
            continue
        if _NO_FIRM.search(text.text, place.end, firm.end()):
            continue
        name = text.text[place.start : firm.end()]
        yield Mention("organisation", "", name, place.start, firm.end(), place.weight, _CONFIDENCE, "form")


def firms_of_groups(text: Text, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give each firm of an English ``text`` that is called after a listed one and by a trade, outside the title."""
    title = text.paragraphs[0].end if text.paragraphs else 0
    for group in mentions:
        is_listed = group.kind == "organisation" and group.slug and group.origin != "implied"
        if not is_listed or group.start < title or text.lang != "en":
            continue
        if firm := _OF_GROUP.match(text.text, group.end):
            name = text.text[group.start : firm.end()]
            yield Mention("organisation", "", name, group.start, firm.end(), group.weight, _CONFIDENCE, "form")
