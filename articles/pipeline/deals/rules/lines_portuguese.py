"""Portuguese frames of lines that begin to run and of schemes that are prolonged, told with the verb in any place."""

from articles.pipeline.deals.rules.frames_portuguese import WHEN_PT, frame

_RUNS = r" em (?:funcionamento|serviço|operação|actividade|circulação)"

LINES = (
    # "A linha de autocarros entre Foo e Bar entrou ontem em funcionamento"
    frame(
        "funcionamento|serviço|operação|actividade|circulação",
        "launch_opening",
        "completed",
        r"\b(?:linhas?|carreiras?|ligaç(?:ão|ões)|rotas?|ferry|comboios?|autocarros?|travessias?|metro ligeiro)\b"
        r"[^.;,]{2,80}? (?P<verb>entr(?:ou|aram)"
        + WHEN_PT
        + _RUNS
        + r"|entram? hoje"
        + _RUNS
        + r"|entram?"
        + _RUNS
        + " hoje)"
        r"\b",
        has_subject=False,
    ),
    # "Foi prolongado por mais dois anos o programa de vistos"
    frame(
        "prolongad|prorrogad|estendid",
        "policy_measure",
        "announced",
        r"\b(?P<verb>(?:foi|foram)" + WHEN_PT + r" (?:prolongad|prorrogad|estendid)[oa]s?)\b"
        r"(?: (?:por (?:mais )?|até (?:ao? )?)[^.;,]{2,30}?)? [oa]s? (?:programa|regime|medida|isenção|projec?to-piloto"
        r"|dispensa|política)s?\b",
        has_subject=False,
    ),
)
