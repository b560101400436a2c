"""What makes an event of a sentence: one rule for each way in which deals are told.

Each rule takes the folded text and a sentence with its cues, and gives events
without parties, dates or figures; ``reading`` weighs and merges them.
"""

from collections.abc import Callable

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules.accords import agreements, counted
from articles.pipeline.deals.rules.accords_portuguese import accords_portuguese
from articles.pipeline.deals.rules.acts import actions, bare_actions
from articles.pipeline.deals.rules.allowances import allowances, permissions
from articles.pipeline.deals.rules.approvals import approvals
from articles.pipeline.deals.rules.approvals_chinese import approvals_chinese
from articles.pipeline.deals.rules.beginnings import beginnings
from articles.pipeline.deals.rules.buildings import buildings
from articles.pipeline.deals.rules.chinese_business import (
    buildings_financed,
    goods_marketed,
    projects_begun,
    projects_unveiled,
    recognitions,
    ventures_by_shares,
)
from articles.pipeline.deals.rules.considered import considered
from articles.pipeline.deals.rules.contracts_chinese import contracts_chinese
from articles.pipeline.deals.rules.crossing_hours import crossing_hours
from articles.pipeline.deals.rules.departures import departures
from articles.pipeline.deals.rules.english import english
from articles.pipeline.deals.rules.everyday import everyday
from articles.pipeline.deals.rules.extensions import extensions
from articles.pipeline.deals.rules.firms_portuguese import firms_portuguese
from articles.pipeline.deals.rules.groups_set_up_chinese import groups_set_up_chinese
from articles.pipeline.deals.rules.investments_chinese import investments_chinese
from articles.pipeline.deals.rules.land_taken_chinese import land_taken_chinese
from articles.pipeline.deals.rules.measures_chinese import measures_chinese
from articles.pipeline.deals.rules.named_among_portuguese import named_among
from articles.pipeline.deals.rules.openings_chinese import openings_chinese
from articles.pipeline.deals.rules.openings_portuguese import openings_portuguese
from articles.pipeline.deals.rules.papers import documents, stopped
from articles.pipeline.deals.rules.purchases import corporate
from articles.pipeline.deals.rules.purchases_portuguese import bought_or_let
from articles.pipeline.deals.rules.raisings import raisings
from articles.pipeline.deals.rules.rights_granted import rights_granted
from articles.pipeline.deals.rules.securities import bonds, listings
from articles.pipeline.deals.rules.services_begun import services_begun
from articles.pipeline.deals.rules.sums_set_aside import allocations, endowments
from articles.pipeline.deals.rules.supplies import supplies
from articles.pipeline.deals.rules.takings import papers_in_force, recognitions_launched
from articles.pipeline.deals.rules.together import consultations, partnerships, undertakings
from articles.pipeline.deals.rules.told_chinese import told_chinese
from articles.pipeline.deals.rules.treaties_chinese import treaty_states
from articles.pipeline.deals.rules.ventures import ventures
from articles.pipeline.deals.rules.widened import ended, welcomed, widened
from articles.pipeline.deals.rules.works import land, orders, works

RULES: tuple[Callable[[str, CuedSentence], list[Event]], ...] = (
    documents,
    counted,
    agreements,
    stopped,
    partnerships,
    actions,
    bare_actions,
    beginnings,
    permissions,
    approvals,
    approvals_chinese,
    departures,
    allocations,
    endowments,
    listings,
    bonds,
    corporate,
    ventures,
    works,
    land,
    orders,
    supplies,
    undertakings,
    consultations,
    considered,
    widened,
    ended,
    welcomed,
    papers_in_force,
    recognitions_launched,
    raisings,
    buildings,
    allowances,
    ventures_by_shares,
    goods_marketed,
    projects_begun,
    buildings_financed,
    recognitions,
    projects_unveiled,
    bought_or_let,
    everyday,
    extensions,
    crossing_hours,
    services_begun,
    rights_granted,
    firms_portuguese,
    accords_portuguese,
    named_among,
    openings_portuguese,
    treaty_states,
    contracts_chinese,
    groups_set_up_chinese,
    investments_chinese,
    land_taken_chinese,
    measures_chinese,
    openings_chinese,
    told_chinese,
    english,
)
