"""The spellings of the trade: each finds its mineral or country; a misspelling says what it is like, and never another."""

from __future__ import annotations

import pytest

from core.model.countries import country_id, find_country, likeliest_country
from core.model.minerals import find_mineral, likeliest_mineral, mineral_id, minerals_in

MINERALS = {
    "aluminium": "Aluminium | Aluminum | Aluminium (primary) | Primary aluminum | Alum. | Al | 鋁 | 铝",
    "chromium": ("Chromium | Chrome | Chromite | Chrome ore | 鉻 | 铬 | Ferro-chrome | Ferrochrome | Ferrochromium | 鉻鐵 | 铬铁"),
    "rare earths": (
        "REO | REE | REEs | TREO | Rare earths | Rare earth | Rare-earth elements | Rare earth oxides | "
        "Rare Earths (REO) | Rare earths (rare-earth-oxide equivalent) | 稀土 | 稀土元素 | 稀土氧化物 | "
        "Rare earth elements (REE) | Rare-earths"
    ),
    "neodymium-praseodymium": (
        "NdPr | NdPr oxide | Nd-Pr | PrNd | PrNd oxide | Praseodymium-neodymium | 氧化鐠釹 | 氧化镨钕 | 鐠釹 | 镨钕"
    ),
    "platinum-group metals": "PGMs | PGM | PGE | Platinum group metals | Platinum-group metals | 鉑族金屬 | 铂族金属",
    "lithium carbonate": "Li2CO3 | Lithium carbonate | Lithium carbonate (battery grade) | 碳酸鋰 | 碳酸锂",
    "lithium hydroxide": "LiOH | LiOH·H2O | Lithium hydroxide | 氫氧化鋰 | 氢氧化锂",
    "lithium": "LCE | Lithium | Li | Lithium (LCE) | 鋰 | 锂",
    "tantalum": "Tantalum | Tantalite | Ta | 鉭 | 钽 | Tantalum (Ta2O5) | Coltan",
    "niobium": "Niobium | Columbium | Nb | Niobium (columbium) | Ferroniobium | 鈮 | 铌",
    "gallium": "Ga | Gallium | 鎵 | 镓 | Gallium metal | Low-purity gallium",
    "germanium": "Ge | Germanium | 鍺 | 锗 | Germanium dioxide",
    "antimony": "Sb | Antimony | 銻 | 锑 | Antimony trioxide | Stibnite",
    "indium": "In | Indium | 銦 | 铟",
    "arsenic": "As | Arsenic | 砷",
    "cobalt": "Co | Cobalt | 鈷 | 钴 | Cobalt (mine) | Cobalt, refined",
    "cobalt hydroxide": "Cobalt hydroxide",
    "graphite": "Graphite | 石墨",
    "natural graphite": "Natural graphite | Graphite (natural) | 天然石墨",
    "synthetic graphite": "Synthetic graphite",
    "manganese": "Mn | Manganese | 錳 | 锰 | Manganese ore | Ferromanganese",
    "magnesium": "Mg | Magnesium | Magnesium metal | 鎂 | 镁",
    "tungsten": "Tungsten | Wolfram | 鎢 | 钨 | APT",
    "molybdenum": "Mo | Molybdenum | 鉬 | 钼 | Moly",
    "vanadium": "Vanadium | V2O5 | 釩 | 钒 | Ferrovanadium",
    "titanium": "Ti | Titanium | 鈦 | 钛",
    "titanium sponge": "Titanium sponge",
    "titanium mineral concentrates": "Ilmenite | Rutile",
    "titanium dioxide": "TiO2",
    "silicon": "Si | Silicon | 矽 | 硅",
    "silicon metal": "Silicon metal | 金屬矽 | 工业硅",
    "polysilicon": "Polysilicon",
    "bismuth": "Bi | Bismuth | 鉍 | 铋",
    "tellurium": "Te | Tellurium | 碲",
    "selenium": "Se | Selenium | 硒",
    "beryllium": "Be | Beryllium | 鈹 | 铍",
    "scandium": "Sc | Scandium | 鈧 | 钪",
    "yttrium": "Yttrium | 釔 | 钇",
    "dysprosium": "Dy | Dysprosium | 鏑 | 镝 | Dysprosium oxide",
    "terbium": "Tb | Terbium | 鋱 | 铽",
    "samarium": "Sm | Samarium | 釤 | 钐",
    "lanthanum": "La | Lanthanum | 鑭 | 镧",
    "cerium": "Ce | Cerium | 鈰 | 铈",
    "hafnium": "Hf | Hafnium | 鉿 | 铪",
    "zirconium": "Zr | Zirconium | 鋯 | 锆 | Zircon",
    "rhenium": "Re | Rhenium | 錸 | 铼",
    "strontium": "Sr | Strontium | 鍶 | 锶",
    "barite": "Barite | Baryte | Barytes | 重晶石",
    "fluorspar": "Fluorspar | Fluorite | CaF2 | 螢石 | 萤石",
    "phosphate rock": "Phosphate rock | Phosphate | 磷礦",
    "boron": "Borate | Borates | Boron | 硼",
    "helium": "Helium | He | 氦",
    "coking coal": "Coking coal | Metallurgical coal | 焦煤",
    "copper": "Cu | Copper | 銅 | 铜",
    "nickel": "Ni | Nickel | Nickle | 鎳 | 镍",
    "zinc": "Zn | Zinc | 鋅 | 锌",
    "tin": "Sn | Tin | 錫 | 锡",
    "lead": "Pb | Lead | 鉛 | 铅",
    "silver": "Ag | Silver | 白銀 | 白银 | XAG",
    "gold": "Au | Gold | 黃金 | 黄金 | XAU",
    "uranium": "Uranium | U3O8 | 鈾 | 铀",
    "iron ore": "Iron ore | 鐵礦石 | 铁矿石",
    "all critical minerals": "critical minerals | Critical raw materials | CRMs | 關鍵礦產 | 关键矿产",
}
COUNTRIES = {
    "COD": (
        "D.R. Congo | DRC | Congo (Kinshasa) | Congo-Kinshasa | DR Congo | Dem. Rep. Congo | "
        "Democratic Republic of the Congo | 刚果（金） | 剛果民主共和國 | 剛果金 | 刚果金 | Congo, D.R. | "
        "Congo (Dem. Rep.) | Congo, Dem. Rep. of | Congo DRC | DRC (Congo) | "
        "Congo, Democratic Republic of the (Kinshasa) | Congo (DRC) | Zaire"
    ),
    "COG": "Congo (Brazzaville) | Republic of Congo | Congo, Rep. | 刚果（布）",
    "KOR": (
        "Korea Rep. | South Korea | ROK | 南韓 | 韩国 | Korea, Republic of | Korea, Rep. of | Rep. Korea | "
        "Korea (Rep.) | Korea (South) | Republic of Korea | S Korea | Korea Republic | Korea, Republic"
    ),
    "PRK": "North Korea | DPRK | Korea, D.P.R. | Korea, North | 北韓 | 朝鲜",
    "TUR": "Türkiye | Turkiye | Turkey | 土耳其",
    "MMR": "Burma | Myanmar | 緬甸 | 缅甸 | Burma/Myanmar",
    "RUS": "Russian Fed. | Russia | Russian Federation | 俄羅斯 | 俄罗斯 | Russia Fed | Russian Fed",
    "VNM": "Viet Nam | Vietnam | 越南",
    "CZE": "Czechia | Czech Republic | Czech Rep. | 捷克",
    "CIV": "Ivory Coast | Cote d’Ivoire | Côte d'Ivoire | Cote D'Ivoire | 科特迪瓦",
    "MAC": "Macau | Macao | 澳門",
    "OTH": (
        "Other countries | Rest of world | Rest of the World | ROW | Others | Other | 其他 | 其他國家 | "
        "Other countries (estimated) | Rest of world (rounded) | Remaining countries | All other countries"
    ),
    "WLD": ("World total (rounded) | World | Global | World Total | 全球 | 世界合計 | World total1 | TOTAL WORLD | Worldwide total"),
    "USA": "United States | U.S. | US | USA | U.S.A | United States of America | 美國 | 美国 | United States2",
    "CHN": (
        "China | PRC | P.R. China | Mainland China | 中国 | 中國大陸 | China, People's Republic | China PR | China (mainland) | China, P.R."
    ),
    "GBR": "UK | United Kingdom | Great Britain | 英國 | U.K.",
    "TWN": "Taiwan | Taiwan, China | Chinese Taipei | 台灣 | 臺灣 | 台湾",
    "TZA": "Tanzania | United Republic of Tanzania | Tanzania, United Rep. of | 坦尚尼亞 | 坦桑尼亚",
    "BOL": "Bolivia | Bolivia (Plurinational State of) | Bolivia, Plur. State | 玻利維亞 | 玻利维亚",
    "VEN": "Venezuela | Venezuela, RB",
    "IRN": "Iran | Iran, Islamic Republic | Iran (Islamic Rep.) | 伊朗",
    "LAO": "Laos | Lao PDR | 寮國 | 老挝",
    "EU": "EU | European Union | EU-27 | EU27 | EU 27 | EU-28 | 歐盟 | 欧盟 | E.U. | European Union (EU27) | EU (27)",
    "NCL": "New Caledonia | 新喀里多尼亞 | 新喀里多尼亚 | N. Caledonia",
    "PNG": "Papua New Guinea | PNG",
    "ZAF": "South Africa | S. Africa | RSA | 南非 | S Africa | South-Africa",
    "CHL": "Chile | 智利",
    "IDN": "Indonesia | 印尼 | 印度尼西亞 | 印度尼西亚",
    "MDG": "Madagascar | 馬達加斯加 | 马达加斯加",
    "GIN": "Guinea | 幾內亞 | 几内亚 | Guinea (Conakry)",
    "NLD": "Netherlands | The Netherlands | Holland | 荷蘭",
    "SAU": "Saudi Arabia | KSA | 沙烏地阿拉伯 | 沙特 | S. Arabia",
    "ARE": "UAE | United Arab Emirates | U.A.E. | 阿聯酋",
    "KAZ": "Kazakhstan | 哈薩克 | 哈萨克斯坦",
    "KGZ": "Kyrgyzstan | Kirgizstan | Kyrgyz Republic",
    "MKD": "North Macedonia | Macedonia",
    "SRB": "Serbia | 塞爾維亞",
    "DEU": "Germany | Federal Republic of Germany | 德國 | 德国 | Deutschland",
    "MNG": "Mongolia | 蒙古",
    "PHL": "Philippines | The Philippines | 菲律賓 | 菲律宾",
    "AUS": "Australia | 澳洲 | 澳大利亚 | 澳大利亞",
    "BRA": "Brazil | Brasil | 巴西",
    "MEX": "Mexico | México | 墨西哥",
    "PER": "Peru | Perú | 秘魯",
    "JPN": "Japan | 日本",
    "ZMB": "Zambia | 尚比亞 | 赞比亚",
    "ZWE": "Zimbabwe | 辛巴威 | 津巴布韦",
    "MOZ": "Mozambique | 莫三比克 | 莫桑比克",
    "SWZ": "Eswatini | Swaziland",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, thing) for thing, names in table.items() for name in names.split(" | ")]


@pytest.mark.parametrize(("name", "mineral"), pairs(MINERALS))
def test_minerals_by_the_spellings_of_the_trade(name: str, mineral: str) -> None:
    assert find_mineral(name).id == mineral_id(name) == mineral


@pytest.mark.parametrize(("name", "country"), pairs(COUNTRIES))
def test_countries_by_the_spellings_of_the_statistics(name: str, country: str) -> None:
    assert find_country(name).id == country_id(name) == country


@pytest.mark.parametrize(
    ("name", "mineral", "per_cent"),
    [("Gallum", "gallium", 92), ("Germaniun", "germanium", 89), ("Coper", "copper", 91), ("Antimoney", "antimony", 94)],
)
def test_a_misspelled_mineral_says_what_it_is_like_and_how(name: str, mineral: str, per_cent: int) -> None:
    likely = likeliest_mineral(name)
    assert find_mineral(name).id == ""
    assert likely is not None
    assert (likely.id, round(100 * likely.likeness)) == (mineral, per_cent)


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kazakstan", "KAZ"), ("Phillipines", "PHL"), ("Austrailia", "AUS"), ("Untied States", "USA"), ("Zimbabwae", "ZWE")],
)
def test_a_misspelled_country_says_what_it_is_like(name: str, country: str) -> None:
    likely = likeliest_country(name)
    assert find_country(name).id == ""
    assert likely is not None
    assert likely.id == country


@pytest.mark.parametrize("name", ["Austrla", "Nigera", "Irak", "British Columbia", "Chinalco", "Mali Republik", "", "Iran/Iraq"])
def test_what_is_like_two_countries_or_none_is_none(name: str) -> None:
    assert likeliest_country(name) is None


@pytest.mark.parametrize("name", ["Silicone", "Tantalate", "Tun", "Cobble", "Zirconia", "Steel cans", "鎵鎵"])
def test_what_is_another_thing_is_no_misspelled_mineral(name: str) -> None:
    assert likeliest_mineral(name) is None


@pytest.mark.parametrize("name", sorted({name for name, _thing in pairs(MINERALS) if name.isascii() and name.isalpha() and len(name) > 5}))
def test_a_lost_letter_never_makes_another_mineral(name: str) -> None:
    for at in range(1, len(name)):
        likely = likeliest_mineral(name[:at] + name[at + 1 :])
        assert likely is None or likely.id == mineral_id(name)


@pytest.mark.parametrize("name", sorted({name for name, _thing in pairs(COUNTRIES) if name.isascii() and name.isalpha() and len(name) > 5}))
def test_a_lost_letter_never_makes_another_country(name: str) -> None:
    for at in range(1, len(name)):
        likely = likeliest_country(name[:at] + name[at + 1 :])
        assert likely is None or likely.id == country_id(name)


@pytest.mark.parametrize(
    "title", ["Company Co, Ltd", "In the As-built area", "As of 2024", "He said", "Re: imports", "co-products", "no lead time"]
)
def test_symbols_are_no_words_of_a_title(title: str) -> None:
    assert minerals_in(title) == ()
