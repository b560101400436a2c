"""What changed in how we count, for readers who compare figures over time; the newest first."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MethodChange:
    """One change: the day from which figures follow it, and what is counted otherwise since."""

    day: date
    what: Promise


CHANGES = (
    MethodChange(
        date(2026, 11, 28),
        _(
            "Many more ordinary ways of telling a deal are read in all four languages. What has been bought or taken "
            "over is completed, a seller is a party, whoever signs for a city or a body stands for it, and sums in "
            "seventy currencies are kept as they were stated."
        ),
    ),
    MethodChange(
        date(2026, 11, 28),
        _(
            "A bloc or region chosen as outside partner holds the deals of its members too, each once. The Mainland is "
            "read as the other side of Macao wherever both are named, and a treaty whose talks go on is in talks."
        ),
    ),
    MethodChange(
        date(2026, 11, 28),
        _(
            "A measure that has come into force is completed, one that is only considered is in talks, and a paper "
            "signed at a meeting has its day. A deal that is withdrawn, by a curator or because its article tells of "
            "it no more, keeps its address, and whoever was told of it is told so."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "Partners from every country and from most cities of the Mainland are known. Goods ordered by the number, "
            "land set aside and lines carried on to another city are deals, and what an agreement is about decides its "
            "type."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "A sector is told as a share of all deals, or of all disclosed value, and no more of the sum of the "
            "sectors, in which a deal stands once for each. A value of which one deal is half or more says so."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "What people hope for, and what has gone on for years, is no deal; works that begin are a project "
            "announced, not an opening. An exchange is no side of who is listed there. A listing told in two "
            "currencies is one deal, a plan that has come about is no longer on its way, and a plan is filed by the "
            "day of its report."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "Charts by month count a deal that is dated only to the quarter or year once, under no month, and no more "
            "in each of its months. The value of a pair of cities says how much of it is told for three or more."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "What people may do from a day on is a measure, without the word of one. A firm is called by its own name, "
            "without where it is from. More ways of buying, supplying, opening and approving are read in all four "
            "languages, and a paper of May is no longer taken for a plan."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "The sides of a Chinese paper are read by grammar, whether we list them or not. Who acts is told apart "
            "from who announces it. What those who signed will open belongs to their paper, and policies and homes "
            "that people buy are no deals."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "A treaty whose talks have ended is a planned paper. A fund that is sold to everybody is a launch, and "
            "who witnesses a signing is no party. The words that explain what the bay area is tag none of its cities."
        ),
    ),
    MethodChange(
        date(2026, 11, 27),
        _(
            "A headline and the article under it are one deal although they call its paper by different names, and a "
            "memorandum signed together with counted agreements is two. Firms on no list are parties. The files of a "
            "chart by month hold the deals of its months alone."
        ),
    ),
    MethodChange(
        date(2026, 11, 26),
        _(
            "Portuguese news is read with more words for deals and sectors, and a currency beside a sum no longer "
            "makes news of finance."
        ),
    ),
    MethodChange(
        date(2026, 11, 26),
        _(
            "Sums and rows without a value lead to lists of their own. The numbers beside the choices of a filter say "
            "how many rows each choice leads to."
        ),
    ),
    MethodChange(
        date(2026, 11, 26),
        _("Sub-sectors are read and counted under their sectors. No total changed with it."),
    ),
    MethodChange(
        date(2026, 11, 26),
        _(
            "A next stage of the same matter is a deal of its own and stands in the totals in the place of the one "
            "before."
        ),
    ),
    MethodChange(date(2026, 11, 25), _("First count, with the starter history.")),
)
