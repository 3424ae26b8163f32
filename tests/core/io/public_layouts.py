"""Books laid out as publishers lay theirs out, with made figures: title blocks, units, markers, spacers and all that stands around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from core.io.cells import Book
from tests.core.io.made import Error, Shown, Value, book, months, sheet

Rows = list[list[Value]]
Layout = Callable[[], Book]
GAP: list[Value] = []


def rows_of(made: Book) -> Rows:
    """The rows of the first sheet of a book."""
    one = made.sheets[0]
    return [[one.cell(row, column).value for column in range(one.columns)] for row in range(one.rows)]


def _text(rows: Rows, path: str) -> Book:
    """A text file: its one sheet is called after it."""
    return book(sheet(rows, path.rpartition(".")[0]), path=path, format="csv")


# --- prices


def world_bank_monthly() -> Book:
    """Names, units in the row below, periods as 1960M01, an ellipsis for what is not there; indices on a second sheet."""
    head: Rows = [["World Bank Commodity Price Data (The Pink Sheet)"], ["monthly prices in nominal US dollars, 1960 to present"]]
    prices: Rows = [
        *head, ["(monthly series)"], ["Updated on November 03, 2026"],
        [None, "Crude oil, Brent", "Copper", "Gold", "Tin"], [None, "($/bbl)", "($/mt)", "($/troy oz)", "($/mt)"],
        *([month, 60 + n, 9000 + n, "…" if n == 0 else 3900 + n, 21000] for n, month in enumerate(months("2026-01", 6))),
    ]  # fmt: skip
    indices: Rows = [
        ["World Bank Commodity Price Data (The Pink Sheet)"], ["monthly indices based on nominal US dollars, 2010=100, 1960 to present"],
        ["(monthly series)"], ["Updated on November 03, 2026"], GAP, [None, "Total Index", None, None], [None, None, "Energy", None],
        [None, None, None, "Metals & Minerals"], [None, "iENERGY", "iENERGY2", "iMETMIN"],
        *([month, 110.5 + n, 98, 120] for n, month in enumerate(months("2026-01", 6))),
    ]  # fmt: skip
    return book(sheet(prices, "Monthly Prices"), sheet(indices, "Monthly Indices"), path="CMO-Historical-Data-Monthly.xlsx")


def world_bank_annual() -> Book:
    """The same names on a sheet in nominal and on one in constant dollars."""

    def prices(words: str, gold: float) -> Rows:
        return [
            ["World Bank Commodity Price Data (The Pink Sheet)"], [words], ["(annual series)"], ["Updated on January 05, 2026"], GAP, GAP,
            [None, "Copper", "Gold"], [None, "$/mt", "$/toz"], *([year, 9000 + year, gold + year] for year in range(2018, 2026)),
        ]  # fmt: skip

    return book(
        sheet(prices("annual prices in nominal US dollars, 1960 to present", 100), "Annual Prices (Nominal)"),
        sheet(prices("annual prices in real 2010 US dollars, 1960 to present", 50), "Annual Prices (Real)"),
        path="CMO-Historical-Data-Annual.xlsx",
    )


def imf_external_data() -> Book:
    """Codes, then what they mean with the unit at the end, then the type and the frequency; 1980M1."""
    rows: Rows = [
        ["Commodity", "PALLFNF", "PCOPP", "PCOBA", "PGOLD"],
        [
            "Commodity.Description",
            "All Commodity Price Index, 2016 = 100, includes both Fuel and Non-Fuel Price Indices",
            "Copper, grade A cathode, LME spot price, CIF European ports, US$ per metric ton",
            "Cobalt, U.S. cathodes, spot, US$ per metric ton",
            "Gold, Fixing Committee of the London Bullion Market Association, London 3 PM fixed price, US$ per troy ounce",
        ],
        ["Data Type", "Index", "USD", "USD", "USD"],
        ["Frequency", "Monthly", "Monthly", "Monthly", "Monthly"],
        *([f"2025M{n}", 160.5 + n, 9100 + n, 33000 + n, 3300 + n] for n in range(1, 13)),
    ]
    return book(sheet(rows, "External"), path="External_Data.xls", format="xls")


def imf_sdmx() -> Book:
    """A row a value, with codes for everything."""
    rows: Rows = [
        ["DATAFLOW", "COUNTRY", "INDICATOR", "DATA_TRANSFORMATION", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE", "UNIT", "SCALE"],
        *(
            ["IMF.RES:PCPS(9.0.0)", "G001", code, "USD", "M", f"2026-M{n:02d}", value + n, unit, "0"]
            for code, value, unit in (("PCOPP", 9000, "USD/t"), ("PGOLD", 3900, "USD/ozt"))
            for n in range(1, 7)
        ),
    ]
    return _text(rows, "dataset_IMF_RES_PCPS.csv")


def imf_sdmx_wide() -> Book:
    """A row a series; its years, quarters and months across, one after the other."""
    periods = ["2025", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", *(f"2025-M{n:02d}" for n in range(1, 13))]
    rows: Rows = [
        ["DATASET", "SERIES_CODE", "COUNTRY", "INDICATOR", "DATA_TRANSFORMATION", "FREQUENCY", "UNIT", *periods],
        ["IMF.RES:PCPS(9.0.0)", "G001.PCOPP.USD.M", "World", "Copper, grade A cathode", "US dollars", "Monthly", "USD/t",
         *[None] * 5, *range(9001, 9013)],
        ["IMF.RES:PCPS(9.0.0)", "G001.PCOPP.USD.Q", "World", "Copper, grade A cathode", "US dollars", "Quarterly", "USD/t",
         None, *range(9101, 9105), *[None] * 12],
        ["IMF.RES:PCPS(9.0.0)", "G001.PTIN.USD.M", "World", "Tin", "US dollars", "Monthly", "USD/t", *[None] * 5, *range(31001, 31013)],
    ]  # fmt: skip
    return _text(rows, "dataset_wide_IMF_RES_PCPS.csv")


def lbma_prices(metal: str = "gold") -> Book:
    """Dates, fixings by currency; the metal is in the file's name only, the unit nowhere."""
    heads = ["USD AM", "USD PM", "GBP AM", "GBP PM", "EUR AM", "EUR PM"] if metal == "gold" else ["USD", "GBP", "EUR"]
    days = [f"2026-11-{day:02d}" for day in (23, 24, 25, 26, 27)]
    rows: Rows = [["Date", *heads], *([day, *(4000.5 + n + at for at in range(len(heads)))] for n, day in enumerate(days))]
    return _text(rows, f"LBMA-{metal.upper()}.csv")


def wgc_prices() -> Book:
    """A cover, empty columns before the dates in column C, currencies without a word about the metal or the ounce."""
    cover: Rows = [["Disclaimer"], ["Copyright and Other Rights © 2026 World Gold Council. All rights reserved."]]
    rows: Rows = [
        GAP, [None, None, "Gold price averages in a range of currencies since 1978"], [None, None, "Monthly average"], GAP,
        [None, None, None, "Currency"], [None, None, None, "USD", "EUR", "JPY", "GBP", "INR", "CNY"],
        *([dt_cell, *values] for dt_cell, values in _wgc_months()),
    ]  # fmt: skip
    rows[6:] = [[None, None, *row] for row in rows[6:]]
    return book(sheet(cover, "Disclaimer"), sheet(rows, "Monthly_Avg"), path="Gold_price_averages_in_a range_of_currencies_since_1978.xlsx")


def _wgc_months() -> list[tuple[Value, list[Value]]]:
    ends = [dt.date(2026, month, day) for month, day in ((5, 29), (6, 30), (7, 31), (8, 31), (9, 30), (10, 30))]
    return [(end, [3900.0 + n, Error("#N/A") if n == 0 else 3400.0 + n, 590000 + n, 2900, 330000, 28000]) for n, end in enumerate(ends)]


def fred_csv() -> Book:
    """A date and a code."""
    rows: Rows = [["observation_date", "PCOPPUSDM"], *([f"2026-{n:02d}-01", 9000.125 + n] for n in range(1, 9))]
    return _text(rows, "PCOPPUSDM.csv")


def fred_xls() -> Book:
    """What the code means stands in a block above."""
    rows: Rows = [
        ["FRED Graph Observations"], ["Federal Reserve Economic Data"], ["Link: https://fred.stlouisfed.org"],
        ["Help: https://fredhelp.stlouisfed.org"], ["Economic Research Division"], ["Federal Reserve Bank of St. Louis"], GAP,
        ["PCOPPUSDM", "Global price of Copper, U.S. Dollars per Metric Ton, Monthly, Not Seasonally Adjusted"],
        ["PLEADUSDM", "Global price of Lead, U.S. Dollars per Metric Ton, Monthly, Not Seasonally Adjusted"], GAP,
        ["Frequency: Monthly"], ["observation_date", "PCOPPUSDM", "PLEADUSDM"],
        *([dt.date(2026, n, 1), 9000.125 + n, 2000.5 + n] for n in range(1, 9)),
    ]  # fmt: skip
    return book(sheet(rows, "FRED Graph"), path="fredgraph.xls", format="xls")


def fred_xlsx() -> Book:
    """What the code means stands on a sheet of its own."""
    readme: Rows = [
        ["FRED Graph Observations"], ["Federal Reserve Economic Data"], ["Link: https://fred.stlouisfed.org"], GAP,
        ["PCOPPUSDM", "Global price of Copper, U.S. Dollars per Metric Ton, Monthly, Not Seasonally Adjusted"],
    ]  # fmt: skip
    rows: Rows = [["observation_date", "PCOPPUSDM"], *([dt.date(2026, n, 1), 9000.125 + n] for n in range(1, 9))]
    return book(sheet(readme, "README"), sheet(rows, "Monthly"), path="fredgraph.xlsx")


# --- stocks, holdings, positions


def lbma_vaults() -> Book:
    """Newest first, the last months as text, the older ones as dates; thousands of ounces in the row below the metals."""
    old: list[Value] = [Shown(dt.date(2026, month, 1), "mmm-yy") for month in (8, 7, 6)]
    rows: Rows = [
        ["Month End", "Gold", "Silver"], [None, "Troy Ounces ('000s)", "Troy Ounces ('000s)"],
        *([month, 301000.5 - n, 880000.25 - n] for n, month in enumerate(["2026-10", "2026-09", *old])),
    ]  # fmt: skip
    return book(sheet(rows, "London Vault Holdings Data"), path="LBMA-London-Vault-Holdings-Data-October-2026.xlsx")


def spdr_gold() -> Book:
    """Disclaimers above, HOLIDAY and AWAITED for numbers, prices with and without a sign of money, spaces before the names."""
    heads = [
        "Date", " GLD Close", " LBMA Gold Price", " NAV per GLD in Gold", " NAV/share at 10.30 a.m. NYT",
        " Indicative Price of GLD at 4.15 p.m. NYT", " Mid point of bid/ask spread at 4.15 p.m. NYT#",
        " Premium/Discount of GLD mid point v Indicative Value of GLD at 4.15 p.m. NYT", " Daily Share Volume",
        " Total Net Asset Value Ounces in the Trust as at 4.15 p.m. NYT",
        " Total Net Asset Value Tonnes in the Trust as at 4.15 p.m. NYT", " Total Net Asset Value in the Trust",
    ]  # fmt: skip
    rows: Rows = [
        ["SPDR Gold Trust historical data. The information is provided for information purposes only."],
        ["The Trust is not an investment company registered under the Investment Company Act of 1940."], GAP, heads,
        *(
            [f"{day:02d}-Nov-2026", 370.5 + day, f"${4000 + day}.10", "0.091700", "370.4", "370.6", "$370.55", "0.010%", "5992000",
             f"{33600000 + day}.25", f"{1045 + day}.50", "134000000000.00"]
            for day in (19, 20, 23, 24)
        ),
        ["25-Nov-2026", 371.0, " AWAITED", *[" AWAITED"] * 9], ["26-Nov-2026", *[" HOLIDAY"] * 11],
    ]  # fmt: skip
    return _text(rows, "GLD_US_archive_EN.csv")


def wgc_etfs() -> Book:
    """A column a fund, under its ticker, type, region and country; the price of gold and totals before the funds."""

    def rows(unit: str, first: float) -> Rows:
        ends = [dt.date(2026, 7, 31), dt.date(2026, 8, 31), dt.date(2026, 9, 30), dt.date(2026, 10, 30)]
        return [
            [
                "ticker",
                f"All units in {unit} unless otherwise specified",
                None,
                None,
                None,
                "gld us equity",
                "iau us equity",
                "sgld ln equity",
            ],
            ["Active", None, None, None, None, "Active", "Active", "Active"],
            ["Fund Type", None, None, None, None, "ETF", "ETF", "ETC"],
            ["Region", None, None, None, None, "North America", "North America", "Europe"],
            ["Country", None, None, None, None, "US", "US", "UK"],
            [
                "Date",
                "Gold, US$/oz",
                "Ounces",
                "Tonnes",
                "Value (USD)",
                "SPDR Gold Shares",
                "iShares Gold Trust",
                "Invesco Physical Gold ETC",
            ],
            *([end, 3900.5 + n, 1.0e8, 3110.0, 4.0e11, first + n, first / 2, None if n == 0 else 180.25] for n, end in enumerate(ends)),
        ]

    return book(
        sheet(rows("tonnes", 1045), "Holdings by month"),
        sheet(rows("us$mn", -250), "Fund flows by month"),
        path="ETF_Flows_October_2026.xlsx",
    )


def central_banks_matrix() -> Book:
    """A row a country, months across as dates; footnote digits on names, a total and groups among the countries."""
    ends: list[Value] = [Shown(dt.date(2026, month, 1), "mmm-yy") for month in (5, 6, 7, 8, 9, 10)]
    rows: Rows = [
        ["World official gold holdings, tonnes"], ["International Financial Statistics, November 2026*"], GAP, ["Country", *ends],
        ["United States", *[8133.5] * 6], ["China, P.R.: Mainland", *(2300.0 + n for n in range(6))],
        ["Turkey5)", 640.5, 641.0, None, 643.0, 644.5, "-"], ["Poland", *(500.0 + 10 * n for n in range(6))],
        ["Euro Area (incl. ECB)", *[10770.0] * 6], ["World", *[36000.0] * 6],
        ["* Data may not sum because of rounding."],
    ]  # fmt: skip
    return book(sheet(rows, "Monthly"), path="Gold_reserves_by_country.xlsx")


def central_banks_panels() -> Book:
    """A list of countries in two panels side by side, one date for each row."""
    day = dt.date(2026, 9, 30)
    rows: Rows = [
        ["World official gold holdings"],
        ["International Financial Statistics, November 2026*"],
        GAP,
        [None, None, "Tonnes", "% of reserves**", "Holdings as of", None, None, None, "Tonnes", "% of reserves**", "Holdings as of"],
        [1, "United States", 8133.5, Shown(0.8, "0%"), day, None, 5, "Poland", 515.4, Shown(0.25, "0%"), day],
        [2, "Germany", 3350.3, Shown(0.79, "0%"), day, None, 6, "Turkey5)", 643.5, Shown(0.4, "0%"), day],
        [3, "Italy", 2451.8, Shown(0.76, "0%"), day, None, 7, "India", 880.0, Shown(0.14, "0%"), day],
        [4, "China", 2300.4, Shown(0.07, "0%"), day, None, 8, "Japan", 846.0, Shown(0.07, "0%"), dt.date(2026, 8, 31)],
    ]
    return book(sheet(rows, "PDF"), path="World_official_gold_holdings_as_of_Nov2026_IFS.xlsx")


def central_banks_long() -> Book:
    """A row a country and period."""
    rows: Rows = [
        ["Country Name", "Time Period", "tonnes", "ounces"],
        *(
            [country, f"2026Q{n}", 100.5 * n + at, 3.2e6]
            for at, country in enumerate(("China", "Poland", "Turkey", "World"))
            for n in range(1, 4)
        ),
    ]
    return _text(rows, "gold_reserves_quarterly.csv")


def cftc() -> Book:
    """Contracts below each other, newest first; codes and several dates; positions in contracts, traders, changes and shares beside."""
    heads = [
        "Market_and_Exchange_Names", "As_of_Date_In_Form_YYMMDD", "Report_Date_as_YYYY-MM-DD", "CFTC_Contract_Market_Code",
        "CFTC_Market_Code", "CFTC_Region_Code", "CFTC_Commodity_Code", "Open_Interest_All", "Prod_Merc_Positions_Long_All",
        "Prod_Merc_Positions_Short_All", "Swap_Positions_Long_All", "Swap__Positions_Short_All", "M_Money_Positions_Long_All",
        "M_Money_Positions_Short_All", "M_Money_Positions_Spread_All", "Change_in_Open_Interest_All", "Change_in_M_Money_Long_All",
        "Pct_of_OI_M_Money_Long_All", "Traders_M_Money_Long_All", "Conc_Gross_LE_4_TDR_Long_All", "Contract_Units",
        "CFTC_SubGroup_Code", "FutOnly_or_Combined",
    ]  # fmt: skip
    markets = (
        ("GOLD - COMMODITY EXCHANGE INC.", "088691", 500000, "(CONTRACTS OF 100 TROY OUNCES)"),
        ("COPPER- #1 - COMMODITY EXCHANGE INC.", "085692", 250000, "(CONTRACTS OF 25,000 POUNDS)"),
    )
    rows: Rows = [
        heads,
        *(
            [name, f"2611{day:02d}", f"2026-11-{day:02d}", code, "CMX", "0", "88", f"{interest + day}", "20000", "250000", "40000",
             "210000", f"{180000 + day}", "30000", "25000", "-1500", "2500", "35.5", "90", "21.5", units, "N10", "FutOnly"]
            for name, code, interest, units in markets
            for day in (24, 17, 10, 3)
        ),
    ]  # fmt: skip
    return _text(rows, "f_year.csv")


def lme_stocks() -> Book:
    """Warehouses by country and town, what came and went in one day."""
    rows: Rows = [
        ["LME Stocks Breakdown Report - Copper"], ["Report date: 26 November 2026"], ["All figures in tonnes"], GAP,
        ["Country/Region", "Location", "Opening Stock", "Delivered In", "Delivered Out", "Closing Stock", "Open Tonnage",
         "Cancelled Tonnage"],
        ["Netherlands", "Rotterdam", 20000, 500, 250, 20250, 18000, 2250], ["Malaysia", "Port Klang", 31000, 0, 1000, 30000, 25000, 5000],
        ["United States", "New Orleans", 7000, 100, 0, 7100, 7000, 100], ["Total", None, 58000, 600, 1250, 57350, 50000, 7350],
    ]  # fmt: skip
    return book(sheet(rows, "Copper"), path="Stocks_Breakdown_Report_2026_11_26.xlsx")


def shfe_weekly() -> Book:
    """The week's stocks of one metal by place and warehouse, in Chinese."""
    rows: Rows = [
        ["上海期货交易所指定交割仓库库存周报"], ["2026年11月27日", None, None, None, None, "单位：吨"], ["铜"],
        ["地区", "仓库", "上周库存", None, "本周库存", None, "库存增减", None],
        [None, None, "小计", "期货", "小计", "期货", "小计", "期货"],
        ["上海", "国储外高桥", 1500, 1000, 1600, 1050, 100, 50], [None, "上港物流", 2500, 2000, 2400, 1950, -100, -50],
        ["广东", "南储佛山", 800, 600, 900, 640, 100, 40], ["合计", None, 4800, 3600, 4900, 3640, 100, 40],
    ]  # fmt: skip
    return book(sheet(rows, "Sheet1"), path="20261127_weeklystock.xls", format="xls")


# --- countries


def iea_demand() -> Book:
    """The base year, then three scenarios with spacer columns between; the mineral's name alone in a row above its uses."""
    scenarios = ("Stated Policies scenario", "Announced Pledges scenario", "Net Zero Emissions by 2050 scenario")
    years = (2030, 2040, 2050)
    names: list[Value] = [None, None]
    dates: list[Value] = [None, 2024]
    for scenario in scenarios:
        names += [None, scenario, None, None]
        dates += [None, *years]

    def use(label: str, base: float) -> list[Value]:
        row: list[Value] = [label, base]
        for step in range(1, 4):
            row += [None, *(base + 10 * step + n for n in range(3))]
        return row

    rows: Rows = [
        ["Total demand for key minerals (kt)"], ["Base case"], GAP, names, dates, GAP,
        ["Copper"], use("Solar PV", 100.5), use("Other uses", 900.0),
        use("Total demand", 1000.5), GAP, ["Lithium"], use("Electric vehicles", 50.25), use("Other uses", 20.0), use("Total demand", 70.25),
        GAP, ["Notes: Magnet rare earth elements cover neodymium, praseodymium, dysprosium and terbium."],
    ]  # fmt: skip
    return book(sheet(rows, "1 Total demand for key minerals"), path="CM_Data_Explorer.xlsx")


def iea_supply() -> Book:
    """Mining and refining side by side: the mineral and stage alone in a row above its countries; the rest of the world, totals, shares."""
    years: list[Value] = [2024, 2030, 2035, 2040]

    def side(mineral: str, names: Sequence[str], first: float) -> list[list[Value]]:
        data: list[list[Value]] = [[name, *(first / (at + 1) + n for n in range(4))] for at, name in enumerate(names)]
        return [
            [mineral, *[None] * 4], *data, ["Rest of world", 10.0, 11.0, 12.0, 13.0], ["Total", 2000.0, 2100.0, 2200.0, 2300.0],
            ["Top 3 share", 0.55, 0.54, 0.53, 0.52],
        ]  # fmt: skip

    left = [*side("Copper - Mining", ("Chile", "Democratic Republic of Congo", "Peru"), 5400), *[[None] * 5],
            *side("Lithium - Mining", ("Australia", "Chile", "China"), 90)]  # fmt: skip
    right = [*side("Copper - Refining", ("China", "Chile", "Japan"), 12000), *[[None] * 5],
             *side("Lithium - Chemicals", ("China", "Chile", "Argentina"), 170)]  # fmt: skip
    rows: Rows = [
        ["Total supply for key minerals (kt)"], ["Base case"], GAP, [None, *years, None, None, *years], GAP,
        *([*one, None, *other] for one, other in zip(left, right, strict=True)), GAP,
        ["Notes: Supply projections for the minerals are built using the data for the pipeline of operating and announced projects."],
    ]  # fmt: skip
    return book(sheet(rows, "2 Total supply for key minerals"), path="CM_Data_Explorer.xlsx")


def usgs_world() -> Book:
    """A row a country and commodity, units that differ by row, years in the names of the columns."""
    rows: Rows = [
        ["SOURCE", "COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS", "PROD_2023", "PROD_EST_ 2024", "PROD_NOTES", "RESERVES_2024"],
        ["MCS2025", "Cobalt", "Congo (Kinshasa)", "Mine production", "metric tons", 175000, 220000, "", 6000000],
        ["MCS2025", "Cobalt", "Russiae", "Mine production", "metric tons", 8700, 8700, "", 250000],
        ["MCS2025", "Cobalt", "World total (rounded)", "Mine production", "metric tons", 238000, 290000, "", 11000000],
        ["MCS2025", "Gallium", "China", "Primary production", "kilograms", 730000, 750000, "Estimated", None],
    ]
    return _text(rows, "MCS2025_World_Data.csv")


def usgs_ds140() -> Book:
    """History of one commodity: a title block, the header far down, W for what is withheld."""
    rows: Rows = [
        ["TUNGSTEN STATISTICS1"], ["U.S. GEOLOGICAL SURVEY"], ["[All values in metric tons (t) tungsten content unless otherwise noted]"],
        ["Last modification: September 22, 2026"],
        ["Year", "Production", "Imports", "Exports", "Apparent consumption", "Unit value ($/t)", "Unit value (98$/t)", "World production"],
        *(
            [year, "W" if year > 2018 else 100 + n, 5000 + n, 300 + n, "NA", 15000 + n, 9000 + n, 80000 + n]
            for n, year in enumerate(range(2012, 2022))
        ),
        ["1See notes for definitions."],
    ]  # fmt: skip
    return book(sheet(rows, "Tungsten"), path="ds140-tungsten-2021.xlsx")


def bgs_matrix() -> Book:
    """A row a country, a footnote column after each year, kilograms in the title."""
    years: list[Value] = [2019, None, 2020, None, 2021, None]
    rows: Rows = [
        ["World Mineral Statistics: Production of platinum group metals"], ["Kilograms"], GAP, ["Country", *years],
        ["South Africa", 260000, None, 220000, None, 285000, None], ["Russia", 118000, "(a)", 115000, "(a)", 105000, None],
        ["Zimbabwe", 29000, None, 29500, "*", 28000, None], ["Note(s):"], ["(a) Including metal from stocks"], ["* Estimated"],
    ]  # fmt: skip
    return book(sheet(rows, "World Mineral Statistics"), path="BGS_PGM.xlsx")


def bgs_records() -> Book:
    """A row a country, commodity, kind of statistic and year, under the names of a data base."""
    rows: Rows = [
        ["country_trans", "country_iso3_code", "bgs_commodity_trans", "bgs_sub_commodity_trans", "bgs_statistic_type_trans", "year",
         "quantity", "units", "concat_figure_notes_text"],
        ["Congo, Democratic Republic", "COD", "cobalt, mine", "", "Production", "2022-01-01", 144000, "tonnes (metric)", ""],
        ["Congo, Democratic Republic", "COD", "cobalt, mine", "", "Production", "2023-01-01", 170000, "tonnes (metric)", "Estimated"],
        ["Finland", "FIN", "cobalt, refined", "", "Production", "2022-01-01", 12500, "tonnes (metric)", ""],
        ["China", "CHN", "cobalt, refined", "", "Production", "2022-01-01", 140000, "tonnes (metric)", ""],
        ["South Africa", "ZAF", "platinum group metals, mine", "Platinum", "Production", "2022-01-01", 120000, "kilograms", ""],
        ["Japan", "JPN", "cobalt, metal", "", "Imports", "2022-01-01", 9800, "tonnes (metric)", ""],
    ]  # fmt: skip
    return _text(rows, "world-mineral-statistics.csv")


def wgi_long() -> Book:
    """A row a country, year and indicator, named by a code."""
    rows: Rows = [
        [
            "codeindyr",
            "code",
            "countryname",
            "year",
            "indicator",
            "estimate",
            "stddev",
            "nsource",
            "pctrank",
            "pctranklower",
            "pctrankupper",
        ],
        *(
            [f"{code}{key}{year}", code, name, year, key, -1.5 + at + n / 10, 0.25, 8, 20.5, 15.0, 30.0]
            for at, (code, name) in enumerate((("COD", "Congo, Dem. Rep."), ("CHN", "China"), ("CHL", "Chile")))
            for key in ("pv", "rl")
            for n, year in enumerate((2022, 2023))
        ),
    ]
    return book(sheet(rows, "wgidataset"), path="wgidataset.xlsx")


def comtrade() -> Book:
    """A row a flow: importer, supplier, product by its code, weight and value; the world and areas not elsewhere specified among them."""
    heads = [
        "typeCode", "freqCode", "refPeriodId", "refYear", "refMonth", "period", "reporterCode", "reporterISO", "reporterDesc", "flowCode",
        "flowDesc", "partnerCode", "partnerISO", "partnerDesc", "classificationCode", "cmdCode", "cmdDesc", "qtyUnitCode", "qtyUnitAbbr",
        "qty", "isQtyEstimated", "netWgt", "isNetWgtEstimated", "primaryValue", "isReported", "isAggregate",
    ]  # fmt: skip
    rows: Rows = [
        heads,
        *(
            ["C", "A", "20240101", year, 52, year, 392, "JPN", "Japan", "M", "Import", code, iso, partner, "H6", product, words, 8, "kg",
             weight, "FALSE", weight, "FALSE", 4.5 * weight, "FALSE", "TRUE"]
            for product, words in (("260500", "Cobalt ores and concentrates"), ("283691", "Lithium carbonate"))
            for year in (2023, 2024)
            for code, iso, partner, weight in ((0, "W00", "World", 1000000), (152, "CHL", "Chile", 600000), (156, "CHN", "China", 400000))
        ),
    ]  # fmt: skip
    return _text(rows, "TradeData_11_20_2026.csv")


def eurostat() -> Book:
    """A row a flow and measure, all in codes; two measures below each other."""
    rows: Rows = [
        ["DATAFLOW", "LAST UPDATE", "freq", "reporter", "partner", "product", "flow", "indicators", "TIME_PERIOD", "OBS_VALUE"],
        *(
            ["ESTAT:DS-045409(1.0)", "15/09/26 11:00:00", "M", "EU27_2020", partner, "81052000", "1", measure, f"2026-{n:02d}", value + n]
            for partner in ("CN", "CD", "WORLD")
            for measure, value in (("QUANTITY_IN_100KG", 120.5), ("VALUE_IN_EUROS", 450000))
            for n in range(1, 5)
        ),
    ]
    return _text(rows, "ds-045409_linear.csv")


ALL = (
    world_bank_monthly, world_bank_annual, imf_external_data, imf_sdmx, imf_sdmx_wide, lbma_prices, wgc_prices, fred_csv, fred_xls,
    fred_xlsx, lbma_vaults, spdr_gold, wgc_etfs, central_banks_matrix, central_banks_panels, central_banks_long, cftc, lme_stocks,
    shfe_weekly, iea_demand, iea_supply, usgs_world, usgs_ds140, bgs_matrix, bgs_records, wgi_long, comtrade, eurostat,
)  # fmt: skip
