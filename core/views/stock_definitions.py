"""What each key figure of the Inventories tab is called, how it is worked out, and what it needs where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from core.views.stock_venues import MONTHLY
from core.words import _


@dataclass(frozen=True, slots=True)
class Definition:
    """A key figure in words. optional: it is left out where there is nothing, because few workspaces ever have it."""

    key: str
    group: str
    title: str
    formula: str
    needs: str
    optional: bool = False


def definitions() -> tuple[Definition, ...]:
    """Every key figure, in the order of the table."""
    return (*_level(), *_baseline(), *_drain(), *_mine(), *_between(), *_normal(), *_cover(), *_flows())


def _level() -> tuple[Definition, ...]:
    group, stock = _("Stock"), _("a stock of this venue")
    both = _("registered and eligible stocks, told by these words in the titles of their series")
    return (
        Definition("level", group, _("Stock"), _("The last report of the venue's total; places within it are part of it."), stock),
        Definition("change", group, _("Change since the report before"), _("last report − the one before"), _("two reports of the stock")),
        Definition("registered", group, _("Registered"), _("Metal with a warrant issued (CME: eligible metal plus warrant)."), both),
        Definition("eligible", group, _("Eligible"), _("Metal that meets the specification, without a warrant."), both),
        Definition("registered_share", group, _("Registered, share"), _("registered ÷ (registered + eligible)"), both),
        Definition(
            "physical",
            group,
            _("Moved physically, last report"),
            _("Change of registered + eligible: what came in or went out. Relabelled metal does not count."),
            both,
        ),
        Definition(
            "reclassified",
            group,
            _("Relabelled, last report"),
            _(
                "What one category lost while the other gained, the smaller of both; above zero from eligible to registered. Ours: metal "
                "that leaves one while other metal enters the other looks the same."
            ),
            both,
        ),
        Definition(
            "deliverable",
            group,
            _("Deliverable, estimate"),
            _("registered + 0.5 × eligible: CME's estimate of gold's deliverable supply towards the CFTC, 2020. An option, not a fact."),
            both,
        ),
        Definition(
            "identity",
            group,
            _("Opening + in − out = closing"),
            _("opening + received − withdrawn + adjustment = closing, each report that has all of them; breaks are listed."),
            _("a report with what was received and withdrawn"),
        ),
        Definition(
            "claims",
            group,
            _("Open interest over registered"),
            _("open interest in metal ÷ registered: claims on each unit of metal."),
            _("open interest (a series of positions) and registered stocks"),
        ),
    )


def _baseline() -> tuple[Definition, ...]:
    group = _("Against the baseline")
    needs = _("a stock reported at least {count} times a year since before the baseline day").format(count=MONTHLY)
    return (
        Definition(
            "baseline",
            group,
            _("Baseline"),
            _(
                "The report in force on the baseline day; of a monthly series that of the month before."
                " Where only the excess is stated: level − excess."
            ),
            needs,
        ),
        Definition("excess", group, _("Excess"), _("level − baseline"), needs),
        Definition("excess_share", group, _("Excess, share of the baseline"), _("(level − baseline) ÷ baseline"), needs),
        Definition("peak_excess", group, _("Excess at the peak"), _("highest level since the baseline day − baseline"), needs),
        Definition("unwound", group, _("Unwound"), _("(peak − level) ÷ (peak − baseline)"), needs),
        Definition(
            "days_left",
            group,
            _("Days left at the recent rate"),
            _("excess ÷ outflow a day over the last 30 days, or as a report states it"),
            needs,
        ),
        Definition(
            "base_increase",
            group,
            _("Baseline, if the increase is the multiple"),
            _("excess ÷ multiple: the wording “up nearly n times” allows two readings"),
            needs,
            optional=True,
        ),
        Definition(
            "level_increase", group, _("Level, if the increase is the multiple"), _("baseline so read + excess"), needs, optional=True
        ),
        Definition("base_level", group, _("Baseline, if the level is the multiple"), _("excess ÷ (multiple − 1)"), needs, optional=True),
        Definition("level_level", group, _("Level, if the level is the multiple"), _("baseline so read + excess"), needs, optional=True),
    )


def _drain() -> tuple[Definition, ...]:
    group = _("Drain")
    needs = _("a stock reported at least {count} times a year, or two levels in a report").format(count=MONTHLY)
    days = _(
        "(last report − the report in force {window} days before) ÷ calendar days between the two. Below zero: outflow. An extrapolation."
    )
    weekdays = _(
        "(last report − the report in force {window} days before) ÷ weekdays (Monday to Friday) between the two. An extrapolation."
    )
    made = []
    for window in (7, 30, 90):
        title = _("Per calendar day, {window} days").format(window=window)
        made.append(Definition(f"drain_{window}", group, title, days.format(window=window), needs))
        title = _("Per weekday, {window} days").format(window=window)
        made.append(Definition(f"drain_{window}_weekday", group, title, weekdays.format(window=window), needs))
    more = _("a recent rate and a peak before it")
    return (
        Definition("since_peak", group, _("Change since the peak"), _("level − highest level since the baseline day"), needs),
        Definition("since_peak_share", group, _("Change since the peak, share"), _("(level − peak) ÷ peak"), needs),
        Definition("since_peak_day", group, _("Per calendar day since the peak"), _("(level − peak) ÷ calendar days"), needs),
        Definition(
            "since_peak_weekday",
            group,
            _("Per weekday since the peak"),
            _("(level − peak) ÷ weekdays, Monday to Friday"),
            needs,
        ),
        *made,
        Definition(
            "stated_rate", group, _("Recent rate, as reported"), _("What a report states; below zero: outflow."), needs, optional=True
        ),
        Definition(
            "acceleration_day",
            group,
            _("Recent rate over that since the peak"),
            _("recent change a day (the last 7 days, or as reported) ÷ change per calendar day since the peak"),
            more,
        ),
        Definition(
            "acceleration_weekday",
            group,
            _("The same, per weekday"),
            _("recent rate ÷ change per weekday since the peak"),
            more,
        ),
    )


def _mine() -> tuple[Definition, ...]:
    group, supply = _("Against mine supply"), _("the world's mine output of a year (a supply record of mining, country WLD)")
    excess = _("the excess over the baseline, and the world's mine output of a year")
    return (
        Definition("mine_supply", group, _("Mine supply, a year"), _("The newest record of the world's mine output."), supply),
        Definition("excess_of_supply", group, _("Excess, share of mine supply"), _("excess ÷ annual mine output"), excess),
        Definition("mine_days", group, _("Excess in days of mine output"), _("excess ÷ annual mine output × 365"), excess),
        Definition(
            "stated_share",
            group,
            _("The same share, as reported"),
            _("What a report states: excess ÷ annual mine supply."),
            excess,
            optional=True,
        ),
        Definition(
            "implied_supply", group, _("Mine supply that this implies"), _("excess ÷ stated share of mine supply"), excess, optional=True
        ),
        Definition("stated_days", group, _("The same, in days of output"), _("stated share × 365"), excess, optional=True),
    )


def _between() -> tuple[Definition, ...]:
    group = _("Between venues")
    vault = _("a vault's stock (LBMA) and the holdings of exchange-traded products")
    prices = _("prices of the mineral at two venues, such as COMEX and LBMA: a price series each, at least monthly, with its venue")
    two = _("two venues reported at least {count} times a year, or their changes in a report").format(count=MONTHLY)
    return (
        Definition("free_float", group, _("Free float"), _("vault total − holdings of exchange-traded products"), vault),
        Definition("free_float_gain", group, _("Free float, gain"), _("free float − that of the report before"), vault),
        Definition("held_gain", group, _("Vault's gain taken by products"), _("vault's gain − gain of free float"), vault, optional=True),
        Definition("free_share", group, _("Vault's gain left free, share"), _("gain of free float ÷ vault's gain"), vault, optional=True),
        Definition(
            "left", group, _("Left one venue"), _("Change of the venue whose stock fell, since its peak after the baseline day."), two
        ),
        Definition(
            "arrived", group, _("Arrived at another"), _("Change of the other over the same window, as near as its reports allow."), two
        ),
        Definition("residual", group, _("Residual"), _("arrived + left; 0 where all that left the one arrived at the other"), two),
        Definition("ratio", group, _("Arrived over left"), _("arrived ÷ what left"), two),
        Definition(
            "spread",
            group,
            _("Spread to another venue"),
            _("price of the venue (else of New York) − price of London, or of another venue, in the first one's unit"),
            prices,
        ),
        Definition("spread_share", group, _("Spread, share"), _("spread ÷ price of the other venue"), prices),
        Definition("spread_flow", group, _("Stock flow beside the spread"), _("Change of the first venue's stock over 30 days."), prices),
        Definition(
            "arbitrage",
            group,
            _("Spread against flow"),
            _("Pull: a premium, and metal came in. Relief: no premium, and metal left. Contradiction: the two disagree. The rule is ours."),
            prices,
        ),
        Definition(
            "moved",
            group,
            _("Migrated within the pool"),
            _("half of (the sum of the venues' absolute changes − the pool's absolute change) since the baseline day. Ours."),
            two,
        ),
        Definition(
            "pool",
            group,
            _("Change of the pool"),
            _("sum of the changes since the baseline day of all venues reported at least monthly"),
            two,
        ),
    )


def _normal() -> tuple[Definition, ...]:
    group = _("Against the last years")
    needs = _("a stock reported at least {count} times a year with a complete year before this one").format(count=MONTHLY)
    seven = _("a stock reported at least {count} times a year over two complete years and more").format(count=MONTHLY)
    slot = _("{which} of the same part of the year (week from 1 January, or month) in the five complete years before this one")
    normal = _("EIA's normal band: five-year mean {sign} one standard deviation of seven years about the mean of their season")
    return (
        Definition("band_place", group, _("Where it stands"), _("The last report against the five-year band."), needs),
        Definition("band_low", group, _("Five-year low"), slot.format(which=_("Lowest")), needs),
        Definition("band_mean", group, _("Five-year mean"), slot.format(which=_("Mean")), needs),
        Definition("band_high", group, _("Five-year high"), slot.format(which=_("Highest")), needs),
        Definition("normal_low", group, _("EIA-style normal, low"), normal.format(sign="−"), seven),
        Definition("normal_high", group, _("EIA-style normal, high"), normal.format(sign="+"), seven),
    )


def _cover() -> tuple[Definition, ...]:
    group, needs = _("Cover"), _("a year's consumption of the mineral (an indicator or a figure named so, in a unit of mass)")
    return (
        Definition("cover_days", group, _("Days of cover"), _("stock ÷ (a year's consumption ÷ 365)"), needs),
        Definition("cover_weeks", group, _("Weeks of consumption"), _("stock ÷ (a year's consumption ÷ 52)"), needs),
    )


def _flows() -> tuple[Definition, ...]:
    group = _("Price, holdings and official buying")
    needs = _("a price and the holdings of exchange-traded products at least monthly, or what a report says of both")
    history = _("a history of price and holdings: 140 daily, 56 weekly or 25 monthly values of both")
    buying = _("purchases of central banks month by month (figures named central_bank_…_net_purchase)")
    return (
        Definition(
            "divergence",
            group,
            _("Price against holdings"),
            _(
                "Return and flow over the window with opposite signs and |z| of both at least 1 against the values before; "
                "as reported: opposite signs. Windows: 20 days, 4 weeks, 1 month."
            ),
            needs,
        ),
        Definition(
            "price_change", group, _("Price, change over the window"), _("last price ÷ price at the start of the window − 1"), needs
        ),
        Definition("flow", group, _("Flow over the window"), _("holdings − holdings at the start of the window, or as reported"), needs),
        Definition("cases", group, _("Past divergences"), _("Runs of days counted once, whose following return is known."), history),
        Definition("case_median", group, _("What followed, median"), _("median simple return over the window after each case"), history),
        Definition("share_of_holdings", group, _("Flow, share of holdings"), _("flow ÷ holdings"), needs, optional=True),
        Definition("holdings", group, _("Holdings implied"), _("change ÷ growth + change + the flow since"), needs, optional=True),
        Definition(
            "length",
            group,
            _("Managed money against price"),
            _("Net length and price with opposite signs, as reported."),
            needs,
            optional=True,
        ),
        Definition(
            "streak", group, _("Central banks, months above 40 t"), _("latest months in a row with net purchases above 40 t"), buying
        ),
        Definition("bought", group, _("Central banks, bought in the streak"), _("sum of the months of the streak"), buying),
        Definition(
            "worth",
            group,
            _("Worth of 40 t"),
            _("40 t × the price that the forecast path ends at"),
            buying,
            optional=True,
        ),
    )
