"""The names of the risk methods, what each of them is, and what is missing, in words."""

from __future__ import annotations

from core.words import _

METHODS = ("hhi", "cr1", "cr3", "suppliers", "governance", "eu", "geopolrisk", "usgs", "bgs", "n1", "product", "measures")


def method_titles() -> dict[str, str]:
    """What each of METHODS is called; "-type" where a detail is not checked against the publication."""
    return {
        "hhi": _("HHI"),
        "cr1": _("CR1"),
        "cr3": _("CR3"),
        "suppliers": _("Effective suppliers"),
        "governance": _("Governance-weighted HHI"),
        "eu": _("EU-type supply risk"),
        "geopolrisk": _("GeoPolRisk-type"),
        "usgs": _("USGS-type"),
        "bgs": _("BGS-type"),
        "n1": _("N-1"),
        "product": _("Likelihood × impact (ours)"),
        "measures": _("Observed measures (ours)"),
    }


def method_units() -> dict[str, str]:
    """The unit of each of METHODS, or its range where it has none."""
    return {
        "hhi": _("points, 0–10,000"),
        "cr1": "%",
        "cr3": "%",
        "suppliers": _("equal suppliers"),
        "governance": _("0–10, 10 worst"),
        "eu": _("about 0–10"),
        "geopolrisk": "0–1",
        "usgs": "0–1",
        "bgs": _("2–10, 10 worst"),
        "n1": _("% of demand"),
        "product": "0–1",
        "measures": _("index"),
    }


def method_definitions() -> dict[str, str]:
    """The formula of each of METHODS with its source."""
    return {
        "hhi": _(
            "Sum of the squares of the shares in percent (Herfindahl 1950, Hirschman 1964). The lower bound counts the known countries, the"
            " upper one takes all that is unallocated for one country."
        ),
        "cr1": _("The share of the largest supplier, at most that of the unallocated rest."),
        "cr3": _("The share of the three largest suppliers, at most with the unallocated rest as one of them."),
        "suppliers": _("10,000 / HHI: so many suppliers of equal size would be as concentrated. Fewer rank as the higher risk."),
        "governance": _(
            "Sum of s² × w; w = 10 × (2.5 − mean of the six Worldwide Governance Indicators) / 5, so that 10 is the worst. A country"
            " without a score counts as 0 in the lower bound and as 10 in the upper."
        ),
        "eu": _(
            "[HHI of world supply × IR/2 + HHI of EU sourcing × (1 − IR/2)] × (1 − EoL_RIR) × SI, each HHI the sum of s² × w × t; of mining"
            " and processing the larger (Blengini et al. 2017, DOI 10.2760/73303). t as the newest table that has it"
            " gives it; its steps are not checked here."
        ),
        "geopolrisk": _(
            "HHI of world supply (0–1) × sum of g × f / (p + F), g = (2.5 − political stability) / 5 (Koyamparambath et al. 2024, DOI"
            " 10.1016/j.resconrec.2024.107801; the scale of g is not checked). Own production p from net import reliance where it is known."
        ),
        "usgs": _(
            "(DP × TE × EV)^(1/3) after Nassar et al. 2020, Sci. Adv. 6:eaay8647, without its military factor and scaling: of the USGS"
            " type, no figure of the USGS."
        ),
        "bgs": _(
            "Half the sum of four scores of 1 to 5: largest three of production, of reserves, abundance in the crust, governance (after the"
            " British Geological Survey 2011). Half the sum is inferred and the governance factor is ours; what is missing scores 2."
        ),
        "n1": _(
            "Supply without the largest supplier over demand, after the IEA (not checked). Demand is taken as equal to supply unless typed"
            " in. Less that is left ranks as the higher risk."
        ),
        "product": _(
            "Our own, in the manner of the USGS list where its inputs are not at hand: governance-weighted HHI / 10 as the likelihood, net"
            " import reliance × economic vulnerability as the impact. Vulnerability counts as 1 until it is typed in."
        ),
        "measures": _(
            "Our own: the share of each country × the sum of severity × 0.5^(age / half-life) of its export restrictions in force. A"
            " measure on a mineral counts for all of the country's output of it."
        ),
    }


def threshold_titles() -> dict[str, str]:
    """What the sets of thresholds for HHI are called."""
    return {"2023": _("US DOJ/FTC 2023"), "2010": _("US DOJ/FTC 2010"), "1992": _("US DOJ/FTC 1992")}


def level_title(level: str) -> str:
    """A class of concentration in words."""
    return {"low": _("low"), "moderate": _("moderate"), "high": _("high")}[level]


def missing_title(code: str) -> str:
    """What an input that is missing is called."""
    return {
        "IR": _("import reliance (IR)"),
        "EoL_RIR": _("recycling rate (EoL_RIR)"),
        "SI": _("substitution index (SI)"),
        "global supply": _("world supply"),
        "EU sourcing": _("EU sourcing"),
        "PPI": _("policy perception index of the producers"),
        "WSI": _("willingness to supply of the producers"),
        "reliance": _("net import reliance"),
        "EV": _("economic vulnerability (EV)"),
        "shares": _("shares of supply"),
        "production": _("shares of production"),
        "reserves": _("shares of reserves"),
        "abundance": _("abundance in the crust"),
        "governance": _("governance of the producers"),
        "demand": _("world demand"),
        "sources": _("where the importer buys"),
    }.get(code, code)


def stage_title(stage: str) -> str:
    """A stage in words, for a title."""
    return {
        "reserves": _("Reserves"),
        "mining": _("Mining"),
        "processing": _("Processing"),
        "import": _("Imports"),
    }.get(stage, stage[:1].upper() + stage[1:])
