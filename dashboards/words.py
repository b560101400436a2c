"""The closed lists in words for readers, and a line that says what each means."""

from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models.names import RUNG_NAMES, SCOPE_NAMES, STATUS_NAMES, TYPE_NAMES

TYPES, STATUSES, RUNGS, SCOPES = TYPE_NAMES, STATUS_NAMES, RUNG_NAMES, SCOPE_NAMES
STATUS_MEANINGS = {
    "talks": _("Under negotiation or official study."),
    "planned": _("Will be signed, opened or brought in."),
    "announced": _("Made public or begun, in force or not."),
    "signed": _("By its parties."),
    "completed": _("Opened, issued, listed or in force."),
    "stalled": _("A named source says that it does not go on for now."),
    "cancelled": _("Withdrawn or denied by a party."),
}
REVIEWS = {
    "unreviewed": _("Not yet reviewed"),
    "accepted": _("Accepted by a curator"),
    "rejected": _("Rejected"),
    "needs_second_source": _("Needs a second source"),
}
SUBTYPES = {
    "acquisition": "",
    "bond-issue": _("bond issue"),
    "concession-ppp": _("concession or public-private partnership"),
    "construction-contract": "",
    "cooperation-agreement": "",
    "cooperation-mechanism": _("cooperation mechanism set up"),
    "donation-csr": _("donation or social partnership"),
    "education-partnership": _("education or academic partnership"),
    "equity-investment": "",
    "event-signing": _("signing ceremony, several deals"),
    "framework-agreement": "",
    "fund-launch": "",
    "government-agreement": _("agreement between governments"),
    "infrastructure-launch": _("infrastructure or service opened"),
    "ipo-listing": "",
    "joint-venture": "",
    "lab-centre-launch": _("laboratory, centre or institute opened"),
    "land-deal": "",
    "letter-of-intent": "",
    "licence-grant": _("licence or approval"),
    "loan-financing": _("loan or credit facility"),
    "market-link": _("market link or quota"),
    "mou": "",
    "office-opening": _("office, headquarters or factory opened"),
    "platform-launch": _("platform, exchange or product launched"),
    "policy-measure": "",
    "procurement": "",
    "recognition": "",
    "settlement-restructuring": _("settlement or restructuring"),
    "share-placement": _("share placement"),
    "strategic-cooperation": _("strategic cooperation agreement"),
    "tax-incentive": _("tax incentive or subsidy"),
    "travel-facilitation": _("easier travel or visas"),
    "twinning": _("twinned cities"),
    "youth-talent-programme": _("youth, talent or exchange programme"),
}
"""What the finer type adds to the type; empty where it says the same."""
ORIGINS = {
    "central": _("a central body stands for it"),
    "compound": _("two names in one word"),
    "form": _("form of a name"),
    "gazetteer": _("register of names"),
    "implied": _("follows from another name"),
    "phrases": _("phrases of the sector"),
}
"""By which rule of the machine a tag was found."""
LANGS = {
    "en": _("English"),
    "zh-Hant": _("Traditional Chinese"),
    "zh-Hans": _("Simplified Chinese"),
    "pt": _("Portuguese"),
    "other": pgettext_lazy("language", "Other"),
}
LANGUAGES_OF_FEEDS = {
    "zh": _("Chinese"),
    "zh-hant": LANGS["zh-Hant"],
    "zh-hk": LANGS["zh-Hant"],
    "zh-mo": LANGS["zh-Hant"],
    "zh-tw": LANGS["zh-Hant"],
    "zh-hans": LANGS["zh-Hans"],
    "zh-cn": LANGS["zh-Hans"],
    "zh-sg": LANGS["zh-Hans"],
    "en": LANGS["en"],
    "pt": LANGS["pt"],
    "other": LANGS["other"],
}
"""Codes that feeds give, in small letters, and the ones that articles get from us: what readers call the language."""
TIERS = {"A": _("A official"), "B": _("B established media"), "C": _("C aggregator"), "D": _("D unknown")}
MECHANISM_KINDS = {
    "alliance": _("alliance"),
    "body": _("body"),
    "boundary_regime": _("boundary regime"),
    "cooperation_conference": _("cooperation conference"),
    "customs_regime": _("customs regime"),
    "data_regime": _("data regime"),
    "digital_government": _("digital government"),
    "elderly_scheme": _("scheme for the elderly"),
    "event": _("event"),
    "event_scheme": _("event scheme"),
    "finance_scheme": _("finance scheme"),
    "framework": _("framework"),
    "industry_scheme": _("industry scheme"),
    "infrastructure": _("infrastructure"),
    "initiative": _("initiative"),
    "institution": _("institution"),
    "joint_fund": _("joint fund"),
    "land_policy": _("land policy"),
    "law": _("law"),
    "legal_arrangement": _("legal arrangement"),
    "listing_rule": _("listing rule"),
    "logistics_scheme": _("logistics scheme"),
    "market_link": _("market link"),
    "medical_scheme": _("medical scheme"),
    "mutual_recognition": _("mutual recognition"),
    "plan": _("plan"),
    "platform": _("platform"),
    "policy": _("policy"),
    "proposal": _("proposal"),
    "rnd_scheme": _("research scheme"),
    "standards": _("standards"),
    "talent_scheme": _("talent scheme"),
    "task_force": _("task force"),
    "tax_policy": _("tax policy"),
    "trade_agreement": _("trade agreement"),
    "travel_scheme": _("travel scheme"),
    "vision": _("vision"),
    "youth_scheme": _("youth scheme"),
}
MECHANISM_STATUSES = {
    "active": _("active"),
    "ended": _("ended"),
    "in_force": _("in force"),
    "operating": _("operating"),
    "pilot": _("pilot"),
    "planned": _("planned"),
    "proposed": _("proposed"),
    "superseded": _("superseded"),
    "under_construction": _("under construction"),
}
NO_DEALS = {
    "no deal words": _("no words of a deal stand in it"),
    "background: an earlier deal is recalled": _("it only recalls an earlier deal"),
    "intent or detail only: nothing in the text is firm enough to file": _("nothing in it is firm enough to file"),
    "the article is not about the bay area's links": _("it is not about the links of the bay area"),
}
"""The pipeline's reasons for filing nothing, by its own words for them."""
KINDS = {"deal": _("Deals"), "milestone": _("Milestones"), "article": _("Articles")}
TAG_KINDS = {
    "city": _("City"),
    "place": _("Place"),
    "outside": _("Outside partner"),
    "sector": _("Sector"),
    "subsector": _("Sub-sector"),
    "organisation": _("Organisation"),
    "person": _("Person"),
    "mechanism": _("Mechanism"),
}
LANES = {
    "policy": _("Policy"),
    "deals": _("Deals"),
    "infrastructure": _("Infrastructure"),
    "finance": _("Finance schemes"),
    "news": _("News"),
}
ROLES = {
    "signatory": _("signatory"),
    "speaker": _("speaks of it"),
    "venue": _("venue"),
    "mentioned": _("mentioned"),
}
BASES = {
    "stated": _("stated"),
    "resolved": _("worked out from the words quoted and the day of publication"),
    "corroborated": _("from a second source"),
    "inferred": _("inferred"),
    "unknown": _("unknown"),
}
FIELDS = {
    "deal": _("The deal"),
    "type": _("Type"),
    "status": _("Status"),
    "parties": _("Parties"),
    "amount": _("Amount"),
    "date": _("Date"),
    "counts": _("Counts"),
    "cities": _("Cities"),
    "outside": _("Outside partners"),
    "sectors": _("Sectors"),
    "subsectors": _("Sub-sectors"),
    "mechanism": _("Mechanism"),
}
VALUES = {
    "disclosed": _("disclosed"),
    "undisclosed": _("not disclosed"),
    "unconverted": _("disclosed, not convertible"),
}
DATED = {
    "month": _("dated to the day or month"),
    "longer": _("dated only to the quarter or year"),
}
FILTER_KEYS = {
    "dated": _("Dated"),
    "city": _("City"),
    "outside": _("Outside partner"),
    "place": _("Place"),
    "sector": _("Sector"),
    "subsector": _("Sub-sector"),
    "type": _("Type"),
    "status": _("Status"),
    "rung": _("Rung"),
    "value": _("Value"),
    "total": _("In the totals"),
    "binding": _("Binding only"),
    "scope": _("Scope"),
    "party": _("Party"),
    "mechanism": _("Mechanism"),
    "person": _("Person"),
    "source": _("Source"),
    "lang": _("Language"),
    "review": _("Review"),
    "kind": _("Kind"),
    "lane": _("Lane"),
    "q": _("Words"),
    "from": _("From"),
    "to": _("To"),
    "last": _("Period"),
    "min": _("At least"),
    "view": _("View"),
    "sort": _("Order"),
    "order": _("Order of the rows"),
    "page": _("Page"),
}
SORTS = {
    "-date": _("Newest first"),
    "date": _("Oldest first"),
    "-amount": _("Largest first"),
    "amount": _("Smallest first"),
    "cities": _("Most cities first"),
    "reports": _("Most reports first"),
}
UNITS = {
    "areas": _("areas"),
    "projects": _("projects"),
    "documents": _("documents"),
    "measures": _("measures"),
    "companies": _("companies"),
    "jobs": _("jobs"),
    "relocated_staff": _("relocated staff"),
    "cities": _("cities"),
    "countries": _("countries"),
    "stations": _("stations"),
    "quota": _("quota"),
    "sqm": _("m²"),
    "km": _("km"),
    "hectares": _("hectares"),
}
OUTCOMES = {
    "ok": _("answers"),
    "not_modified": _("answers, nothing new"),
    "partial": _("answers, cut off in part"),
    "empty": _("answers without items"),
    "not_a_feed": _("answers with something that is not a feed"),
    "blocked": _("refused by our own guard"),
    "parse_error": _("cannot be read"),
    "encoding_suspect": _("its characters cannot be trusted"),
    "http_error": _("its server reports an error"),
    "network_error": _("cannot be reached"),
    "gone": _("gone for good"),
    "suspended": _("suspended after long failure"),
    "paused": _("paused by the editors"),
    "": _("not polled yet"),
}


def in_words(words: dict, value: str) -> str:
    """The word for a value; the value itself, with blanks, where the list has none."""
    return str(words.get(value) or value.replace("_", " "))


def language_name(code: str) -> str:
    """The name of a language by the code that a feed gives: ``zh-HK``, ``de_AT``; the code where nobody knows it.

    Ours first, from the whole code to its first part, then Django's, whose catalogues have the other languages.
    """
    parts = code.strip().replace("_", "-").lower().split("-")
    for end in range(len(parts), 0, -1):
        if name := LANGUAGES_OF_FEEDS.get("-".join(parts[:end])):
            return str(name)
    try:
        return str(get_language_info("-".join(parts))["name_translated"])
    except KeyError:
        return code
