"""When a Portuguese sentence says that something was or is done: "ontem", "na terça-feira", "no dia 4"."""

DAY_PT = (
    r"(?:(?:(?:ante)?ontem|(?:n?esta|na|à) (?:passada )?\w{4,7}-feira(?: passada)?|n?este (?:sábado|domingo)"
    r"|no (?:passado )?(?:sábado|domingo)(?: passado)?|no (?:passado )?dia \d{1,2}(?: de \w{4,9})?"
    r"|na (?:passada semana|semana passada)|recentemente)(?: (?:à (?:noite|tarde)|de manhã))?"
    r"(?: \(\d{1,2}\))?)"
)
"""One time by the day, for patterns in which it may stand between an auxiliary, a verb and its object."""
