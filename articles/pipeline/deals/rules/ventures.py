"""Rule for joint ventures: companies that are set up together."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.purposes import purpose_of

# "have formed a joint venture", "will form": a verb too common to stand among the cues
_FORMS = re.compile(r"\b(?:form(?:ed|s|ing)?|create[sd]?|constitu\w+|formaram|formam|criaram)\b|组建|组成|合组|成立")
# 合资组建, 共同出资成立: a verb that says by itself that it is done together
_TOGETHER_ZH = re.compile(
    r"(?:合资|共同出资|联合出资|合作出资)(?:组建|成立|设立|兴建|建设|经营|发展|开发|创办)|合组(?:公司|企业|合营|财团)"
    r"|签约(?:合资|共同|合作)?(?:组建|成立|设立|合组|共组)(?=[^,。;]{0,24}(?:公司|企业))"
    r"|(?:合资|合营)(?=[^,。;]{0,16}(?:各占|占股|持股))"
    r"|(?:合资|合营)的[^,。;]{0,10}(?:公司|企业)(?=[^,。;]{0,16}(?:注册)?(?:成立|挂牌|揭牌|开业))"
)


# "Elm Life, a 50-50 joint venture between": what a firm is, not what is formed
_APPOSITION = re.compile(r"[\w)], (?:an?|the|uma?) (?:[\w’'-]{1,20} ){0,3}$")


# "the airport's joint-venture partner": who somebody is, not what is formed
_PARTNER = re.compile(r"[ -](?:partners?|shareholders?|stakeholders?)\b|伙伴|股东|方(?!案|面|式|向)")


# "CNOOC's joint venture company", "the 50-50 joint venture company's plant": a venture that stands already
_OWNED = re.compile(r"(?:['’]s|s['’]|\b(?:their|its)) (?:[\w-]{1,20} ){0,2}$")
_COMPANY = re.compile(r" (?:company|firm|plant|factory|operator|partner)\b")
_OWNS = re.compile(r"(?: company| firm)?['’]s \w")


def _is_standing(folded: str, thing: Cue) -> bool:
    """Whether a joint venture is spoken of as one that somebody has, not as one that is formed."""
    owned = _OWNED.search(folded, max(0, thing.start - 48), thing.start) and _COMPANY.match(folded, thing.end)
    return bool(owned or _OWNS.match(folded, thing.end))


# 与乙组成的联营公司成功夺得: the venture does something, and is not what is told
_IS_SUBJECT = re.compile(
    r"(?:的)?(?:联营|合营|合资)?(?:公司|企业|体)?[A-Za-z .&-]{0,32},?(?:成功|最终|" + DAY + r")*"
    r"(?:中标|夺|获|取得|赢得|投得|竞得|拿下|承)"
)


_AGREED = re.compile(r"\bagreed (?:with [^.;:]{2,100}? )?to (?:jointly |also )?$")
# "its joint venture, the Elm Exchange, commenced operations": what the venture does, and not that it is formed
_RUNS = re.compile(
    r",? (?:[\w(][^.;:]{2,70}?,? )?(?P<verb>(?:has |have )?(?:commenced|began|begun|started|opened)"
    r" (?:operations?|trading|production|business|work|service|construction|its|their|in [a-z]))"
)


def _runs_already(folded: str, sentence: CuedSentence, thing: Cue) -> Event | None:
    """The opening of a joint venture that stands already, told in English."""
    is_english = sentence.sentence.lang.startswith("en")
    match = _RUNS.match(folded, thing.end, sentence.sentence.end) if is_english else None
    if match is None:
        return None
    verb = Cue("begin", "done", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish"):
        return None
    return Event(
        "launch_opening",
        "completed",
        "service",
        sentence.index,
        verb,
        Cue("venue", "launch_opening", *match.span("verb")),
    )


def ventures(folded: str, sentence: CuedSentence) -> list[Event]:
    """A joint venture formed or planned."""
    reach = 30 if sentence.han else 80
    match = sentence.han and _TOGETHER_ZH.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match and not _IS_SUBJECT.match(folded, match.end()):
        verb = Cue("form", "zh", match.start(), match.end())
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish"):
            status = status_of(how, "signed" if match[0].startswith("签约") else "announced")
            return [Event("joint_venture", status, "venture", sentence.index, verb, verb, ("joint_venture",))]
    for thing in sentence.of("doc"):
        if thing.value != "joint_venture" or _PARTNER.match(folded, thing.end):
            continue
        if _APPOSITION.search(folded, max(0, thing.start - 60), thing.start) or _is_standing(folded, thing):
            continue
        if sentence.han and _IS_SUBJECT.match(folded, thing.start):
            continue
        verbs = [cue for cue in sentence.of("open", "sign", "announce") if abs(cue.start - thing.start) <= reach]
        # "foi anunciado que o deputado sugeriu": another verb tells of it
        verbs = [cue for cue in verbs if not folded.startswith(" que ", cue.end)]
        formed = _FORMS.search(folded, max(sentence.sentence.start, thing.start - reach), thing.start)
        if formed and any(purpose_of(folded, sentence, paper) == "joint_venture" for paper in sentence.of("doc")):
            # "signed an agreement to form a joint venture": told by its paper
            continue
        if formed:
            form = "done" if formed[0].endswith("ed") else "now"
            verbs = [Cue("form", form, formed.start(), formed.end())]
        if runs := _runs_already(folded, sentence, thing):
            return [runs]
        how = mood(folded, sentence, verbs[0]) if verbs else "negative"
        if how not in ("negative", "wish"):
            status = status_of(how, "signed" if verbs[0].kind == "sign" else "announced")
            if how == "planned" and _AGREED.search(
                folded, max(sentence.sentence.start, verbs[0].start - 130), verbs[0].start
            ):
                # "has agreed with Elm Robotics, a unit of Oak, to form a joint venture"
                status = "signed"
            return [Event("joint_venture", status, "venture", sentence.index, verbs[0], thing, ("joint_venture",))]
    return []
