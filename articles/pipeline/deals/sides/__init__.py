"""Who makes each event: its parties, in the order in which they are told.

``by_event`` asks for each kind of event what that kind wants::

    who signs (signing) | who acts (acting) | who issues (public) | who talks (talking)
        --> lists of names by grammar (subjects, name_lists; chinese, subjects_chinese, winners_chinese)
        --> names in the sentence by their role (parties, agents, bystanders)
        --> who was named before, where the sentence only says "it" (antecedents)

``actors`` gives everybody who stands beside a deal, ``pairs_chinese`` parts papers that several pairs sign.
"""

from articles.pipeline.deals.sides.by_event import Sides

__all__ = ["Sides"]
