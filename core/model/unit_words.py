"""What the trade's spellings of units mean: "$/troy oz", "USD per metric ton", "¢/lb", "万吨", "thousand metric tons".

A unit is one measure or two parted by a slash, each with a power of ten before it where the trade counts so ("10 kt" for 萬噸).
"oz" of a metal is the troy ounce and is written ozt; a "ton" without more words is the metric one, as in the statistics.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction

# Measures in their dimension's base: grams, litres, joules, days, calendar months. A metric ton unit is 1% of a ton, of what it contains.
_POUND = Fraction("453.59237")
_OUNCE = Fraction("31.1034768")
_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12
MEASURES: dict[str, tuple[str, Fraction]] = {
    "mg": ("mass", Fraction(1, 1000)),
    "g": ("mass", Fraction(1)),
    "kg": ("mass", Fraction(1000)),
    "t": ("mass", Fraction(_MILLION)),
    "kt": ("mass", Fraction(_BILLION)),
    "Mt": ("mass", Fraction(_TRILLION)),
    "Gt": ("mass", Fraction(10**15)),
    "lb": ("mass", _POUND),
    "klb": ("mass", _POUND * _THOUSAND),
    "Mlb": ("mass", _POUND * _MILLION),
    "ozt": ("mass", _OUNCE),
    "koz": ("mass", _OUNCE * _THOUSAND),
    "Moz": ("mass", _OUNCE * _MILLION),
    "Boz": ("mass", _OUNCE * _BILLION),
    "short ton": ("mass", _POUND * 2000),
    "long ton": ("mass", _POUND * 2240),
    "ct": ("mass", Fraction(1, 5)),
    "kct": ("mass", Fraction(200)),
    "Mct": ("mass", Fraction(200_000)),
    "flask": ("mass", _POUND * 76),
    "mtu": ("content", Fraction(10)),
    "dmtu": ("content", Fraction(10)),
    "stu": ("content", _POUND * 20 / 1000),
    "ltu": ("content", _POUND * Fraction("22.4") / 1000),
    "L": ("volume", Fraction(1)),
    "m3": ("volume", Fraction(1000)),
    "mcm": ("volume", Fraction(_BILLION)),
    "bcm": ("volume", Fraction(_TRILLION)),
    "gal": ("volume", Fraction("3.785411784")),
    "bbl": ("volume", Fraction("158.987294928")),
    "kbbl": ("volume", Fraction("158987.294928")),
    "Mbbl": ("volume", Fraction("158987294.928")),
    "mmbtu": ("energy", Fraction("1055055852.62")),
    "GJ": ("energy", Fraction(_BILLION)),
    "kWh": ("energy", Fraction(3_600_000)),
    "MWh": ("energy", Fraction(3_600_000_000)),
    "GWh": ("energy", Fraction(3_600_000_000_000)),
    "TWh": ("energy", Fraction(3_600_000_000_000_000)),
    "hour": ("days", Fraction(1, 24)),
    "day": ("days", Fraction(1)),
    "week": ("days", Fraction(7)),
    "month": ("months", Fraction(1)),
    "quarter": ("months", Fraction(3)),
    "year": ("months", Fraction(12)),
    "%": ("share", Fraction(1, 100)),
    "bp": ("share", Fraction(1, 10_000)),
    "ppm": ("share", Fraction(1, _MILLION)),
    "ppb": ("share", Fraction(1, _BILLION)),
    "count": ("count", Fraction(1)),
    "thousand": ("count", Fraction(_THOUSAND)),
    "million": ("count", Fraction(_MILLION)),
    "billion": ("count", Fraction(_BILLION)),
    "index": ("index", Fraction(1)),
    "vehicles": ("vehicles", Fraction(1)),
    "sheet": ("sheets", Fraction(1)),
    "pp": ("percentage points", Fraction(1)),
    "contracts": ("contracts", Fraction(1)),
    "km": ("length", Fraction(1000)),
    "m": ("length", Fraction(1)),
}
# Units of one family, small to large: an amount is written in the largest that it fills ("10 kt").
FAMILIES: tuple[tuple[str, ...], ...] = (
    ("mg", "g", "kg", "t", "kt", "Mt", "Gt"),
    ("lb", "klb", "Mlb"),
    ("ozt", "koz", "Moz", "Boz"),
    ("ct", "kct", "Mct"),
    ("m3", "mcm", "bcm"),
    ("bbl", "kbbl", "Mbbl"),
    ("kWh", "MWh", "GWh", "TWh"),
    ("count", "thousand", "million", "billion"),
)
# Words that stand in the place of a unit in the example's tables and measure nothing; they are no units.
PLAIN_WORDS = frozenset(("pages", "quarter", "rank", "score", "sign", "state", "x", "yes/no"))
_CURRENCIES = """
USD EUR GBP CNY CNH JPY AUD CAD CHF HKD TWD KRW INR RUB ZAR BRL CLP MXN PEN IDR MYR THB SGD VND PHP TRY KZT UZS UAH SEK NOK DKK PLN CZK HUF
NZD ILS AED SAR EGP MAD NGN GHS KES TZS ZMW ZWG CDF BWP NAD ARS BOB COP MNT PGK SDR
"""
CURRENCIES = frozenset(_CURRENCIES.split())
CENTS = {"USc": "USD", "GBp": "GBP", "EURc": "EUR", "AUc": "AUD", "CAc": "CAD"}
MONEY_AMOUNTS = {"k": _THOUSAND, "mn": _MILLION, "bn": _BILLION, "tn": _TRILLION}

# Where capitals matter: Mt is a million tonnes, mt and MT are metric tons.
AS_WRITTEN = {
    **{name: name for name in (*MEASURES, *CURRENCIES, *CENTS)},
    "MT": "t", "T": "t", "GBX": "GBp", "USX": "USc", "Kg": "kg", "KG": "kg", "Kt": "kt", "KT": "kt",
}  # fmt: skip
_SPELLED = """
g: gram grams gramme grams
mg: milligram milligrams
kg: kgs kilogram kilograms kilogramme kilogrammes kilo kilos
t: mt tonne tonnes ton tons metric_ton metric_tons metric_tonne metric_tonnes mton mtons mtonnes te
t: dmt dry_metric_ton dry_metric_tons
t: metric_dry_ton metric_dry_tons dry_tonne dry_tonnes dry_ton dry_tons gross_metric_tons gross_tonnes wmt metric_t tonnes_metric
kt: kmt ktonnes ktonne kton ktons kilotonne kilotonnes kilotons kt_s tmt
Mt: mmt megatonne megatonnes
lb: lbs pound pounds lb_s libs
klb: klbs
Mlb: mlb mlbs mmlb mmlbs
ozt: oz ozs toz tozs ozt oztr troz tr_oz troy_oz troy_ozs troy_ounce troy_ounces ounce ounces oz_t oz_troy oz_tr t_oz
ozt: fine_ounce fine_ounces fine_oz ounces_troy fine_troy_ounce fine_troy_ounces
koz: kozt koz_t kozs koztr
Moz: moz mozt moz_t mmoz mozs mnoz mln_oz
Boz: boz bozt
short ton: short_tons st_ton us_ton us_tons net_ton net_tons short_t stn ston
long ton: long_tons imperial_ton gross_ton gross_tons lt_ton
ct: carat carats cts ct_s
kct: kcts kcarat kcarats
Mct: mct mcts mcarats mcarat
flask: flasks 76_lb_flask 76_pound_flask flask_of_76_lb flask_of_76_pounds
mtu: metric_ton_unit metric_ton_units tonne_unit mt_unit mtus metric_tonne_unit mt_units
dmtu: dry_metric_ton_unit dry_metric_ton_units dry_metric_tonne_unit dmt_unit dmtus
stu: short_ton_unit short_ton_units stus
ltu: long_ton_unit long_ton_units ltus
L: litre litres liter liters
m3: m³ cubic_meter cubic_meters cubic_metre cubic_metres cbm cu_m
mcm: mmcm million_cubic_meters million_cubic_metres mn_m3 million_m3
bcm: billion_cubic_meters billion_cubic_metres
gal: gallon gallons us_gallon us_gallons
bbl: barrel barrels bbls
kbbl: kbbls kb
Mbbl: mmbbl mmbbls mb
mmbtu: mmbtus million_btu million_btus mm_btu
GJ: gigajoule gigajoules
kWh: kwh
MWh: mwh megawatt_hour megawatt_hours megawatthour
GWh: gwh gigawatt_hours
TWh: twh
hour: hours hr hrs h
day: days d
week: weeks wk
month: months mo mth
quarter: quarters qtr
year: years yr yrs annum a pa
%: percent per_cent pct percentage percents prct
bp: bps basis_point basis_points
pp: percentage_point percentage_points ppt ppts pct_pt pct_pts %_points
count: counts num number pieces persons jobs
thousand: thousands
million: millions
billion: billions
index: indices
contracts: contract lots lot futures_contracts
vehicles: vehicle
sheet: sheets
km: kilometre kilometres kilometer kilometers kms
m: metre metres meter meters
ppm: parts_per_million
ppb: parts_per_billion
USD: $ us$ $us us_$ $_us usd usdollar usdollars us_dollar us_dollars dollar dollars us_usd usd$ u_s_dollars united_states_dollars dols dol
USc: cent cents us_cent us_cents c us_c us¢ ¢ usc usd_cents usd_cent uscents
EUR: € euro euros eur€
EURc: eurocent eurocents euro_cents
GBP: £ pound_sterling pounds_sterling sterling gbp£
GBp: pence penny p
CNY: rmb yuan cny¥ rmb¥ cn¥ chinese_yuan renminbi rmb_yuan
JPY: yen jpy¥ jp¥ japanese_yen
AUD: a$ au$ australian_dollars australian_dollar
CAD: c$ ca$ canadian_dollars canadian_dollar
HKD: hk$
TWD: nt$ ntd
KRW: ₩ won
INR: ₹ rupee rupees rs
RUB: ₽ rouble roubles ruble rubles
BRL: r$
ZAR: rand
SDR: sdrs
"""
_CHINESE = """
g: 克
mg: 毫克
kg: 公斤 千克
t: 吨 噸 公吨 公噸 公頓 干吨 乾噸 金属吨 金屬噸 实物吨
short ton: 短吨 短噸
long ton: 长吨 長噸
lb: 磅
ozt: 盎司 金衡盎司 盎斯
ct: 克拉
mtu: 吨度 噸度
bbl: 桶
m3: 立方米 立方公尺
L: 升 公升
mmbtu: 百万英热 百萬英熱 百万英热单位 百萬英熱單位
kWh: 千瓦时 千瓦時
MWh: 兆瓦时 兆瓦時
hour: 小时 小時
day: 天 日
week: 周 週
month: 月
quarter: 季 季度
year: 年
pp: 百分点 百分點
bp: 基点 基點
count: 个 個
contracts: 手 口
vehicles: 辆 輛
index: 指数 指數
km: 公里 千米
USD: 美元 美金
USc: 美分
CNY: 元 人民币 人民幣 人民币元
EUR: 欧元 歐元
GBP: 英镑 英鎊
JPY: 日元 日圓
HKD: 港元 港币 港幣
TWD: 新台币 新台幣 新臺幣 台币 台幣
AUD: 澳元
CAD: 加元
KRW: 韩元 韓元
RUB: 卢布 盧布
"""
CHINESE_AMOUNTS = {
    "十": 10, "百": 100, "千": _THOUSAND, "万": 10**4, "萬": 10**4, "十万": 10**5, "十萬": 10**5, "百万": _MILLION, "百萬": _MILLION,
    "千万": 10**7, "千萬": 10**7, "亿": 10**8, "億": 10**8, "十亿": _BILLION, "十億": _BILLION, "百亿": 10**10, "百億": 10**10,
    "万亿": _TRILLION, "兆": _TRILLION,
}  # fmt: skip
_AMOUNTS = {
    _THOUSAND: "thousand thousands '000 000 '000s 000s ths thous k",
    _MILLION: "million millions mn mln mio mill m mm",
    _BILLION: "billion billions bn bln b",
    _TRILLION: "trillion trillions tn trn",
    100: "hundred",
}
AMOUNTS = {word: amount for amount, spelled in _AMOUNTS.items() for word in spelled.split()} | CHINESE_AMOUNTS
# Short forms of several words: rates of the trade, and the columns of the US Geological Survey's data releases ("dtoz").
COMPOSED = {
    "tpa": "t/year", "tpy": "t/year", "ktpa": "kt/year", "ktpy": "kt/year", "mtpa": "Mt/year", "mtpy": "Mt/year", "mmtpa": "Mt/year",
    "tpd": "t/day", "tpm": "t/month", "bpd": "bbl/day", "kbd": "kbbl/day", "kbpd": "kbbl/day", "mbd": "Mbbl/day", "mbpd": "Mbbl/day",
    "dtoz": "USD/ozt", "dlb": "USD/lb", "dkg": "USD/kg", "ctslb": "USc/lb", "kmh": "km/hour",
}  # fmt: skip


def _spellings(table: str) -> dict[str, str]:
    """Every spelling in lower case, words apart, to what it means."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        name, _, spelled = line.partition(": ")
        for word in spelled.split():
            found[unicodedata.normalize("NFKC", word.replace("_", " "))] = name
    return found


CHINESE = _spellings(_CHINESE)
SPELLED = {name.lower(): name for name in MEASURES} | _spellings(_SPELLED) | CHINESE
LONGEST = max(len(phrase.split()) for phrase in SPELLED)
