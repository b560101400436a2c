"""Words of time, mood and negation."""

TABLE = {
    "talks": {
        "talks": (
            "in talks|holding talks|talks on|talks over|hold talks|holds talks|start talks|begin talks"
            "|negotiate|negotiating|negotiations|negotiation|negotiated|under negotiation|in discussions"
            "|discussing|in discussion|under discussion|discuss|exploring|explore|studying|study|considering"
            "|consider|mulling|weighing|looking into|hammering out|working on|expedite|hopes to|hope to|hoped"
            "|seek to|seeking|desire to|eyeing|eyes|fight for|洽谈|磋商|商讨|探讨|研究|谈判|商谈|争取|考虑"
            "|正敲定|敲定|讨论|商议|沟通|协商|negociar|negoceia|negoceiam|negociou|negociações|em negociações"
            "|estudar|estuda|em estudo|ponderar|pondera|explorar|discutir"
        ),
    },
    "plan": {
        "planned": (
            "will|would|shall|plans to|plan to|planned to|planning to|planned|planning|intends to|intend to"
            "|intention to|expected to|is set to|are set to|set to|due to|scheduled to|slated to|scheduled"
            "|aims to|aim to|is to|are to|going to|to be|looking to|about to|hopeful of|agreed to|agrees to"
            "|pledged to|vowed to|welcomed a plan|upcoming|proposed|by the end of|poised to|could|may|might"
            "|ready to|preparing|将|拟|将会|计划|将于|准备|有望|预计|即将|料|有意|打算|筹备|筹划|预定|定于"
            "|明年|下月|下周|下星期|明日|稍后|目标|建议|预期|筹办|快将|申请|正申请|待|vai|vão|irá|irão|será"
            "|serão|deverá|deverão|pretende|pretendem|planeia|prevê|prevista|previsto|quer|poderá|no próximo"
        ),
    },
    "now_done": {
        "done": (
            "has|have|already|officially|formally|successfully|已|已经|成功|正式|刚刚|顺利|完成|首次|já|oficialmente"
        ),
    },
    "negative": {
        "negative": (
            "not|no|never|without|failed to|fails to|ruled out|declined to|refused to|yet to|cannot|can't"
            "|hasn't|haven't|didn't|won't|not yet|no plan|no plans|不|未|没有|并未|并无|未有|未能|不会|尚未"
            "|未必|无意|não|nunca|sem|recusou"
        ),
    },
    "deny": {
        "negative": "denied|denies|deny|refuted|否认|驳斥|澄清|negou|nega|desmentiu|desmente",
    },
    "urge": {
        "urge": (
            "促请|呼吁|敦促|倡议|吁请|确保|务求|力争|urge|urges|urged|urging|called on|calls on|calls for"
            "|called for|appealed for|apela|apelou|apelaram|exorta|exortou"
        ),
    },
    "wish": {
        "wish": (
            "推动|推进|促进|鼓励|支持|协助|有助|旨在|加快|希望|期望|冀|盼|愿|寄望|有望推动|push for"
            "|pushing for|encourage|calls for|called for|hopes that|hope that|hoping|hopes|hopes for|hope for"
            "|wants|ready to|willing to|keen to|espera|deseja|incentivar|apelou"
        ),
    },
    "cancelled": {
        "cancelled": (
            "cancelled|canceled|withdrew|withdrawn|scrapped the|terminated|called off|walked away|collapsed"
            "|denied that|撤回|取消与|取消和|取消同|退出与"
            "|pulled out of|pulls out of|withdrew from|withdraws from|scraps|axes"
            "|终止|告吹|取消合作|撤销|叫停|cancelou|rescindiu"
        ),
    },
    "stalled": {
        "stalled": (
            "suspended|put on hold|shelved|postponed|stalled|搁置|押后|延期|暂停|暂缓|suspendeu|suspenso"
            "|suspensa|suspensos|suspensas|adiou|adiado|adiada"
        ),
    },
}
