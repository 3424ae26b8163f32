"""Free words for the instrument, status, direction and stage of a measure, and the words of this program that they mean."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_INSTRUMENTS = {
    "export ban": (
        r"export (?:ban|prohibition|embargo|stop)s?|ban(?:ned|s)?(?: \w+){0,3} (?:on )?exports?|prohibit\w* (?:of )?exports?|"
        r"出口禁令|禁止出口"
    ),
    "export quota": r"export quotas?|出口配[額额]",
    "licence revocation": r"(?:revocation|withdrawal) of licen[cs]es?|licen[cs]e (?:revocation|withdrawal)s?|撤銷許可|撤销许可",
    "export licence": r"(?:export )?licen[cs](?:es?|ing)(?: requirements?)?|export permits?|出口[許许]可|[許许]可[證证]",
    "export tax": r"export (?:tax|dut|levy|levi|royalt)\w*|fiscal taxe?s? on exports?|出口(?:關稅|关税|稅|税)",
    "export control": r"export (?:control|restriction)s?|dual-use list\w*|(?:出口)?管制|出口限制",
    "import ban": r"import (?:ban|prohibition|embargo)s?|進口禁令|进口禁令|禁止進口|禁止进口",
    "import quota": r"(?:import )?tariff[- ]rate quotas?|import quotas?|進口配額|进口配额",
    "quota": r"quotas?|配[額额]",
    "tariff": (
        r"(?:import |customs |additional |retaliatory )?(?:tariffs?|dut(?:y|ies))|anti-?dumping\w*|countervailing\w*|"
        r"safeguards?|關稅|关税|反傾銷|反倾销"
    ),
    "sanctions": r"sanctions?(?: list\w*)?|asset freezes?|entity list\w*|blacklist\w*|sdn|制裁|實體清單|实体清单",
    "subsidy": r"subsid(?:y|ies)|tax credits?|state aid|補貼|补贴|稅收抵免|税收抵免",
    "funding": r"funding|grants?|loans?|financ(?:ing|ial support|e)|融資|融资|撥款|拨款|貸款|贷款|資助|资助",
    "investment": r"(?:public |state )?investments?|equity stakes?|投資|投资",
    "stockpile": r"stockpil(?:e|es|ing)|strategic reserves?|收儲|收储|(?:戰略|战略)?(?:儲備|储备)",
    "price floor": r"(?:minimum|floor) prices?|price floors?|最低價格?|最低价格?|價格下限|价格下限",
    "price ceiling": r"price (?:ceiling|cap)s?|maximum prices?|價格上限|价格上限",
    "offtake": r"off-?takes?(?: agreements?)?|承購|承购",
    "agreement/MoU": (
        r"agreements?|mou|memorand(?:um|a)(?: of understanding)?|treat(?:y|ies)|partnerships?|協議|协议|備忘錄|备忘录|協定|协定"
    ),
    "alliance/meeting": r"alliances?|meetings?|summits?|聯盟|联盟|會議|会议|峰會|峰会",
    "negotiation mandate": r"negotiat(?:ion|ions|ing)(?: mandate)?|talks|談判|谈判",
    "investigation": r"investigations?|probes?|inquir(?:y|ies)|section 232|調查|调查",
    "local-processing mandate": (
        r"(?:local|domestic)[- ](?:processing|content|beneficiation)\w*(?: (?:mandate|requirement|rule)s?)?|在地加工|本地加工"
    ),
    "nationalisation": r"nationali[sz]ation|expropriation|國有化|国有化",
    "law/regulation": (
        r"laws?|legislation|acts?|regulations?|decrees?|bills?|directives?|(?:executive )?orders?|法律|法案|法規|法规|條例|条例|"
        r"行政命令|法令"
    ),
    "action plan": r"(?:action )?plans?|strateg(?:y|ies)|roadmaps?|行動計[劃畫]|行动计划|戰略|战略|策略",
    "critical-list update": r"(?:critical (?:minerals? )?)list (?:update|revision)s?|清單更新|清单更新",
    "truce/suspension": r"truces?|suspensions?|暫停措施|暂停措施|休戰|休战",
    "statement": r"statements?|remarks|speech(?:es)?|聲明|声明|談話|谈话",
    "price mechanism": r"price (?:mechanism|stabili[sz]ation|band)s?|price support|價格機制|价格机制",
    "industrial target": r"(?:industrial |production |capacity )?targets?|目標|目标",
    "strategic-project list": r"strategic[- ]projects?(?: list\w*)?|戰略項目|战略项目",
    "project start-up": r"(?:project |plant |mine )?(?:start-?up|commissioning|opening)s?|投產|投产",
    "contract review": r"contract (?:review|renegotiation)s?|合約審查|合同审查",
    "central-bank purchase": r"central[- ]bank (?:purchase|buying)\w*|央行購金|央行购金",
    "political risk": r"political (?:risk|event)s?|政治風險|政治风险",
    "substitution": r"substitutions?|替代",
    "market marker": r"market (?:marker|event)s?|市場事件|市场事件",
    "forecast/analysis": r"forecasts?|analys[ei]s|outlooks?|預測|预测|分析",
}  # fmt: skip
_STATUSES = {
    "in force": (
        r"(?:now |currently |still )?in (?:force|effect)|effective|active|implemented|operational|enforced|live|applied|ongoing|"
        r"yes|生效|已生效|實施|实施|已實施|已实施|有效|執行中|执行中|施行|實施中|实施中"
    ),
    "proposed": (
        r"propos(?:ed|al)|draft(?:ed)?|under (?:consideration|discussion|review)|considered|tabled|consultation|擬議|拟议|提議|"
        r"提议|提案|草案|審議中|审议中|徵求意見|征求意见"
    ),
    "negotiating": r"(?:under |in )?negotiat(?:ion|ions|ing|ed)|in talks|談判|谈判|談判中|谈判中|協商中|协商中",
    "planned": r"plann(?:ed|ing)|scheduled|upcoming|pending|forthcoming|expected|計劃|计划|規劃|规划|擬實施|拟实施|待實施|待实施|未生效",
    "announced": r"announce(?:d|ment)|declared|宣布|宣佈|公布|公佈|發布|发布|公告",
    "adopted": r"adopted|approved|passed|enacted|signed|ratified|agreed|通過|通过|批准|簽署|签署|已簽署|已签署",
    "suspended": r"suspen(?:ded|sion)|paused|on hold|frozen|postponed|delayed|halted|暫停|暂停|中止|延後|延后|推遲|推迟",
    "expired": r"expired?|lapsed|elapsed|到期|失效|已失效|已到期|過期|过期",
    "ended": (
        r"end(?:ed)?|removed|repealed|revoked|withdrawn|terminated|lifted|cancel(?:l)?ed|rescinded|closed|結束|"
        r"结束|終止|终止|取消|廢止|废止|撤銷|撤销|解除"
    ),
    "completed": r"completed?|done|concluded|finished|完成|已完成",
    "risk": r"(?:at )?risk|threat(?:ened)?|possible|風險|风险|可能",
}  # fmt: skip
_DIRECTIONS = {
    "restrictive": (
        r"restrict(?:ive|ing|ion)s?|tighten(?:ing|ed)|harmful|discriminatory|red|amber|negative|barrier|contractionary|"
        r"bearish for trade|限制|限制性|收緊|收紧|緊縮|紧缩|不利"
    ),
    "supportive": (
        r"support(?:ive|ing)?|eas(?:ing|ed)|liberali[sz](?:ing|ation|ed|e)|relax(?:ed|ing|ation)|green|positive|"
        r"promot(?:ing|ional|ion)|incentive|支持|支持性|放寬|放宽|寬鬆|宽松|鼓勵|鼓励|利好|有利"
    ),
    "neutral": r"neutral|unclear|mixed|none|unchanged|中性|中立",
}  # fmt: skip
_STAGES = {
    "reserves": r"reserves?|resources?|儲量|储量",
    "mining": (
        r"min(?:e|es|ing|ed)(?: production| output| stage)?|extract(?:ion|ed)|ores?(?: and concentrates?)?|upstream|raw|開採|"
        r"开采|採礦|采矿|礦山|矿山|上游"
    ),
    "processing": (
        r"process(?:ed|ing)|refin(?:ed|ing|ery|eries)(?: production| output)?|smelt(?:er|ed|ing)|midstream|separat(?:ion|ed)|"
        r"metals?|精煉|精炼|冶煉|冶炼|加工|中游|分離|分离"
    ),
    "manufacturing": r"manufactur(?:ing|ed|e)|downstream|fabricat(?:ion|ed)|components?|製造|制造|下游",
    "recycling": r"recycl(?:ing|ed)|secondary|scrap|回收|再生",
    "import": r"imports?|imported|進口|进口",
    "export": r"exports?|exported|出口",
    "investment": r"investments?|投資|投资",
    "policy": r"polic(?:y|ies)|政策",
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "instrument": _INSTRUMENTS,
    "status": _STATUSES,
    "direction": _DIRECTIONS,
    "stage": _STAGES,
}


def known_words(field: str) -> tuple[str, ...]:
    """The words of this program for an instrument, status, direction or stage; none for other fields."""
    return tuple(_WORDS.get(field, ()))


_LONGEST = 160  # letters of a text whose instrument is looked for among its words


@functools.lru_cache(maxsize=4096)
def meant(field: str, text: str) -> str:
    """The word of this program that `text` means in `field`; "" when it means none.

    A status is the whole text, for "not in force" holds the words of another; an instrument may stand among other words.
    """
    plain = " ".join(re.sub(r"[_/]+", " ", text.casefold()).split()).strip(" .;:")
    patterns = _WORDS.get(field, {})
    for word, pattern in patterns.items():
        if plain == word.casefold() or re.fullmatch(pattern, plain):
            return word
    if field != "instrument" or len(plain) > _LONGEST:
        return ""
    return next((word for word, pattern in patterns.items() if _within(pattern).search(plain)), "")


@functools.cache
def _within(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")
