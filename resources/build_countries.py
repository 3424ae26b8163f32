# ruff: noqa: E501 - a country's names stay on a line
"""Makes countries.csv: names in three scripts from Unicode CLDR (through Babel), the trade's and the statistics' aliases from below.

Run once when a name changes: `python resources/build_countries.py`. The program itself reads only the table.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_global

COLUMNS = ("iso3", "iso2", "name_en", "name_zh_tw", "name_zh_cn", "region", "kind", "aliases", "codes", "members")

# United Nations M49 regions, the Americas and Asia split the way the trade speaks of them.
REGIONS = {
    "Africa": "DZ AO BJ BW IO BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET TF GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW "
    "SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW",
    "Latin America and Caribbean": "AI AG AR AW BS BB BZ BO BQ BV BR KY CL CO CR CU CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR "
    "BL KN LC MF VC SX GS SR TT TC UY VE VG VI",
    "Northern America": "BM CA GL PM US",
    "Europe": "AX AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE LV LI LT LU MT MD MC ME NL MK NO PL PT RO RU SM RS SK SI ES "
    "SJ SE CH UA GB VA XK",
    "Central Asia": "KZ KG TJ TM UZ",
    "Eastern Asia": "CN HK JP KP KR MO MN TW",
    "South-eastern Asia": "BN KH ID LA MY MM PH SG TH TL VN",
    "Southern Asia": "AF BD BT IN IR MV NP PK LK",
    "Western Asia": "AM AZ BH CY GE IQ IL JO KW LB OM PS QA SA SY TR AE YE",
    "Oceania": "AS AU CX CC CK FJ PF GU HM KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF",
    "Antarctica": "AQ",
}

# English, Traditional, Simplified where the trade writes otherwise than CLDR; an empty field keeps CLDR's.
NAMES = {
    "BA": ("Bosnia and Herzegovina", "", ""),
    "CD": ("DR Congo", "剛果(金)", "刚果(金)"),
    "CG": ("Congo (Brazzaville)", "剛果(布)", "刚果(布)"),
    "CI": ("Côte d'Ivoire", "", ""),
    "CZ": ("Czechia", "捷克", "捷克"),
    "HK": ("Hong Kong", "香港", "香港"),
    "KP": ("North Korea", "北韓", "朝鲜"),
    "MM": ("Myanmar", "緬甸", "缅甸"),
    "MO": ("Macao", "澳門", "澳门"),
    "PS": ("Palestine", "巴勒斯坦", "巴勒斯坦"),
    "TR": ("Türkiye", "", ""),
    "TW": ("Taiwan", "台灣", "台湾"),
}

ALIASES = {
    "AE": "UAE;U.A.E.;Emirates;Utd Arab Emirates;阿聯;阿联酋;阿聯酋",
    "AG": "Antigua and Barbuda",
    "AU": "Commonwealth of Australia;澳大利亞;澳大利亚;澳洲",
    "BA": "Bosnia;Bosnia Herzegovina;Bosnia & Herzegovina;Bosnia-Hercegovina",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia, Plur. State;Bolivia (Plurinational State);Bolivia (Plur. State of);Bolivia (Plurinational State of);Bolivia, Plurinational State of;Plurinational State of Bolivia",
    "BS": "Bahamas, The;The Bahamas",
    "CD": "Congo, Dem. Rep. of;Congo, Dem. Rep. of the;Congo, D.R. of;Congo, Democratic Republic of the (Kinshasa);Congo, Democratic Republic (Kinshasa);DRC;D.R.C.;D.R. Congo;DR Congo;DR of Congo;DROC;Congo DR;Congo, DR;Congo (Kinshasa);Congo Kinshasa;Congo-Kinshasa;Congo, Dem. Rep.;"
    "Congo, Dem Rep;Congo, Democratic Republic;Congo, Democratic Republic of;Congo, Democratic Republic of the;Congo, The Democratic Republic of the;"
    "Congo (Democratic Republic of the);Congo (DRC);Congo (Dem. Rep.);Congo - Kinshasa;Dem. Rep. Congo;Dem. Rep. of Congo;Dem. Rep. of the Congo;"
    "Democratic Republic of Congo;Democratic Republic of the Congo;The Democratic Republic of the Congo;Zaire;剛果民主共和國;刚果民主共和国;民主剛果;民主刚果;剛果金;剛果(金)",
    "CG": "Congo, Rep.;Congo, Republic of;Congo, Republic of the;Congo (Republic of the);Congo (Republic);Republic of Congo;Republic of the Congo;"
    "Rep. of Congo;Congo Republic;Congo - Brazzaville;Congo-Brazzaville;Congo Brazzaville;剛果共和國;刚果共和国;剛果布",
    "CI": "Ivory Coast;Cote d Ivoire;Côte-d'Ivoire;Republic of Côte d'Ivoire;象牙海岸;科特迪瓦",
    "CN": "China, People's Republic;China, PR;China PR;PRC;P.R.C.;P.R. China;PR China;China, P.R.;China, People's Republic of;People's Republic of China;China, mainland;China (mainland);"
    "Mainland China;China, P.R.: Mainland;中國大陸;中国大陆;中國內地;中国内地;大陸;大陆;中華人民共和國;中华人民共和国;中方",
    "CV": "Cape Verde;Cabo Verde",
    "CZ": "Czech Rep.;Czech Republic;The Czech Republic;捷克共和國;捷克共和国",
    "BR": "Brasil;Federative Republic of Brazil",
    "DE": "Deutschland;Federal Republic of Germany;Germany, Federal Republic of",
    "DO": "Dominican Rep.;Dominican Republic;多明尼加共和國",
    "EG": "Egypt, Arab Rep.;Arab Republic of Egypt",
    "FK": "Falkland Islands (Malvinas)",
    "FM": "Micronesia, Fed. Sts.;Micronesia (Federated States of);Micronesia, Federated States of;Federated States of Micronesia",
    "FR": "French Republic",
    "GB": "UK;U.K.;Great Britain;Britain;United Kingdom of Great Britain and Northern Ireland;England;英國;英国",
    "GM": "Gambia, The;The Gambia",
    "GN": "Republic of Guinea;Guinea (Conakry);Guinea-Conakry",
    "GQ": "Guinea (Equatorial);Eq. Guinea;Guinea, Equatorial",
    "GW": "Guinea Bissau;Guinea (Bissau)",
    "HK": "Hong Kong SAR;Hong Kong SAR, China;Hong Kong, China;China, Hong Kong SAR;China, Hong Kong Special Administrative Region;China (Hong Kong);"
    "Hong Kong (China);Hongkong;中國香港;中国香港",
    "ID": "Republic of Indonesia;印度尼西亞;印度尼西亚;印尼",
    "IR": "Iran, Islamic Republic;Iran (Islamic Rep.);Iran, Islamic Rep.;Iran, Islamic Rep;Iran (Islamic Republic of);Iran, Islamic Republic of;Islamic Republic of Iran",
    "JE": "Jersey, Channel Islands;Channel Islands (Jersey)",
    "JP": "日",
    "KG": "Kirgizstan;Kirghizstan;Kyrgyz Republic;Kyrgyz Rep.;Kirghizia",
    "KN": "St. Kitts and Nevis;Saint Kitts and Nevis;St. Kitts & Nevis",
    "KP": "Korea, D.P.R.;Korea, DPR;Korea, Dem. People's Rep. of;Korea, North;Korea (North);N. Korea;Korea, Dem. Rep.;Korea, Dem. People's Rep.;Korea, Democratic People's Republic of;DPRK;D.P.R.K.;"
    "Democratic People's Republic of Korea;Korea (Democratic People's Republic of);朝鮮;北朝鮮;北韩",
    "KR": "Korea, Rep. of;Rep. Korea;Korea Republic;Korea, Republic;Republic of South Korea;Korea;Korea, Rep.;Korea, Rep;Korea Rep.;Rep. of Korea;Republic of Korea;Korea, Republic of;Korea Republic of;Korea (Republic of);Korea, South;"
    "Korea (South);S. Korea;ROK;R.O.K.;南韓;韩国;韓國;南韩;大韓民國",
    "LA": "Laos;Lao PDR;Lao P.D.R.;Lao People's Democratic Republic;Lao People's Dem. Rep.;老撾;老挝;寮國",
    "LC": "St. Lucia;Saint Lucia",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Republic of Moldova;Moldova, Republic of;Moldova, Rep.",
    "MF": "Saint Martin (French part);St. Martin (French part)",
    "MK": "Macedonia;Macedonia, FYR;FYR Macedonia;FYROM;The former Yugoslav Republic of Macedonia;Macedonia, the former Yugoslav Republic of;"
    "North Macedonia, Republic of;Republic of North Macedonia",
    "MM": "Burma;Burma (Myanmar);Myanmar (Burma);Myanmar/Burma;Burma/Myanmar;Union of Myanmar",
    "MO": "Macau;Macao SAR;Macao SAR, China;Macau SAR;China, Macao SAR;China (Macao);Macao, China;Macau, China;中國澳門;中国澳门",
    "MX": "United Mexican States",
    "NC": "N. Caledonia;New Caledonia (France);New Caledonia (Fr.)",
    "NL": "Holland;The Netherlands;Netherlands, The;Netherlands (Kingdom of the);荷兰;荷蘭",
    "NE": "Niger (the);Republic of Niger;尼日;尼日爾;尼日尔",
    "NG": "Federal Republic of Nigeria",
    "NZ": "Aotearoa New Zealand;新西蘭;新西兰;紐西蘭",
    "PG": "PNG;Papua N. Guinea;Papua-New Guinea",
    "PH": "The Philippines;Philippines, The",
    "PS": "West Bank and Gaza;State of Palestine;Palestine, State of;Palestinian Territories;Palestinian Territory, Occupied;Occupied Palestinian Territory",
    "RU": "Russia Fed;Russia Fed.;Russian Federation;The Russian Federation;Russian Fed.;俄國;俄国;俄羅斯聯邦;俄罗斯联邦",
    "SA": "S. Arabia;KSA;Kingdom of Saudi Arabia;沙特;沙特阿拉伯;沙烏地;沙地阿拉伯",
    "SD": "Sudan, The;North Sudan;Sudan (North)",
    "SS": "South Sudan, Republic of;Sudan, South;Sudan (South);Republic of South Sudan",
    "ST": "Sao Tome and Principe;São Tomé & Príncipe",
    "SK": "Slovak Republic;Slovak Rep.",
    "SY": "Syrian Arab Republic;Syrian Arab Rep.",
    "SX": "Sint Maarten (Dutch part)",
    "SZ": "Swaziland;Eswatini (Swaziland)",
    "TL": "East Timor;Timor-Leste;Timor Leste",
    "TR": "Turkey;Turkiye;Turkey (Türkiye);Türkiye (Turkey);Republic of Türkiye;Republic of Turkey",
    "TT": "Trinidad and Tobago;Trinidad & Tobago;Trinidad",
    "TW": "Taiwan, China;China (Taiwan);Taiwan (China);Taiwan, Province of China;Taiwan Province of China;China, Taiwan Province of;Chinese Taipei;"
    "Taiwan, Republic of China;Taiwan, POC;Taiwan, Prov. of China;中國台灣;中国台湾;臺灣;中華民國",
    "TZ": "Tanzania, United Rep. of;Tanzania, United Republic of;United Republic of Tanzania;Tanzania, United Rep.;Tanzania (United Republic of)",
    "US": "USA;U.S.A.;U.S.;US;United States of America;The United States;United States (USA);United States of America (the);Unites States;America;"
    "美國;美国;美方;美利堅合眾國",
    "VA": "Holy See;Vatican",
    "VC": "St. Vincent and the Grenadines;Saint Vincent and the Grenadines;St. Vincent & the Grenadines",
    "VE": "Venezuela, RB;Venezuela (Bolivarian Republic of);Venezuela, Bolivarian Republic of;Bolivarian Republic of Venezuela;委內瑞拉;委内瑞拉",
    "VG": "Virgin Islands (British);British Virgin Is.",
    "VI": "Virgin Islands (U.S.);Virgin Islands, U.S.;Virgin Islands (US);US Virgin Is.",
    "VN": "Viet Nam;Socialist Republic of Vietnam;越南",
    "XK": "Kosovo (UNSCR 1244);Kosovo, Republic of;Republic of Kosovo",
    "YE": "Yemen, Rep.;Republic of Yemen;Yemen, Republic of",
    "ZA": "Republic of South Africa;RSA;S. Africa;South African Republic",
    "ZM": "尚比亞;贊比亞;赞比亚",
    "ZW": "Rhodesia;辛巴威;津巴布韋;津巴布韦",
    "MZ": "莫三比克;莫桑比克",
    "KZ": "哈薩克;哈薩克斯坦;哈萨克斯坦",
    "UZ": "烏茲別克;烏茲別克斯坦;乌兹别克斯坦",
    "MW": "馬拉威;馬拉維;马拉维",
    "GA": "加彭;加蓬",
    "NA": "納米比亞;纳米比亚",
    "GH": "迦納;加納;加纳",
    "RW": "盧安達;盧旺達;卢旺达",
    "TD": "查德;乍得",
}

# Codes other than ISO's: the World Bank's older ones, the Olympic and road ones that turn up in trade files.
CODES = {
    "CD": "ZAR;DRC",
    "RO": "ROM",
    "AD": "ADO",
    "TL": "TMP",
    "PS": "WBG",
    "XK": "KSV;RKS;XK",
    "GB": "UK;U.K.",
    "US": "U.S.;U.S.A.;U.S",
    "AE": "UAE",
    "CN": "PRC",
    "KR": "ROK",
    "KP": "DPRK",
    "PG": "PNG",
    "ZA": "RSA",
}

# Withdrawn codes that CLDR maps to a country of today, beside its present one.
FORMER = frozenset(("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"))

EU = "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE"
G7 = "CAN FRA DEU ITA JPN GBR USA"
IPEF = "AUS BRN FJI IND IDN JPN KOR MYS NZL PHL SGP THA USA VNM"
BRICS = "BRA RUS IND CHN ZAF EGY ETH IRN IDN ARE"
ASEAN = "BRN KHM IDN LAO MYS MMR PHL SGP THA VNM TLS"

# id, English, Traditional, Simplified, kind, aliases, members
GROUPS = (
    (
        "EU",
        "European Union",
        "歐盟",
        "欧盟",
        "bloc",
        "EU27;EU-27;EU-28;EU (27);EU27 (2020);EU 27;EU28;European Union (27);European Union - 27 countries;E.U.;歐洲聯盟;欧洲联盟;歐方",
        EU,
    ),
    ("G7", "G7", "七大工業國組織", "七国集团", "bloc", "Group of Seven;G-7;七國集團;G7集團;G7国家;G7國家", G7),
    ("MSP", "Minerals Security Partnership", "礦產安全夥伴關係", "矿产安全伙伴关系", "bloc", "礦產安全夥伴", ""),
    (
        "IPEF",
        "Indo-Pacific Economic Framework",
        "印太經濟框架",
        "印太经济框架",
        "bloc",
        "Indo-Pacific Economic Framework for Prosperity",
        IPEF,
    ),
    ("CMPA", "Critical Minerals Production Alliance", "關鍵礦產生產聯盟", "关键矿产生产联盟", "bloc", "", ""),
    ("BRICS", "BRICS", "金磚國家", "金砖国家", "bloc", "BRICS+;金磚;金砖", BRICS),
    ("ASEAN", "ASEAN", "東協", "东盟", "bloc", "Association of Southeast Asian Nations;東盟", ASEAN),
    (
        "OECD",
        "OECD",
        "經濟合作暨發展組織",
        "经济合作与发展组织",
        "bloc",
        "Organisation for Economic Co-operation and Development;經合組織;经合组织",
        "",
    ),
    ("OPEC", "OPEC", "石油輸出國組織", "石油输出国组织", "bloc", "Organization of the Petroleum Exporting Countries;歐佩克;欧佩克", ""),
    ("AFR", "Africa", "非洲", "非洲", "region", "Africa, total;Total Africa;African countries;非洲國家", "Africa"),
    (
        "LAC",
        "Latin America and Caribbean",
        "拉丁美洲及加勒比海",
        "拉丁美洲和加勒比",
        "region",
        "Latin America;Latin America & Caribbean;Latin America and the Caribbean;Latin America & the Caribbean;LatAm;拉丁美洲;拉美",
        "Latin America and Caribbean",
    ),
    ("CAS", "Central Asia", "中亞", "中亚", "region", "Central Asian countries;中亞五國;中亚五国", "Central Asia"),
    (
        "WLD",
        "World",
        "全球",
        "全球",
        "region",
        (
            "World total;World total (rounded);World total (rounded), natural;World total (rounded), synthetic;World total, rounded;World, total;Total world;Total, world;"
            "Global;Global total;Worldwide;Worldwide total;Total worldwide;World-wide;All countries;Grand total;World total and reserves;世界;全世界;世界合計;世界总计;全球合計;全球合计;全球總計;全球总计;世界總計"
        ),
        "",
    ),
    (
        "OTH",
        "Other countries",
        "其他國家",
        "其他国家",
        "rest",
        (
            "Other;Others;Other country;Other countries (rounded);Other countries, total;All other countries;All others;All other;Rest of world;Remaining countries;Rest of the world (RoW);Rest of the world;RoW;ROW;"
            "Rest of World (RoW);Other and unspecified;Unspecified;Other, unspecified;Not specified;Countries not specified;其他;其它;其他地區;其他地区;其餘;其余;其他合計;其它国家"
        ),
        "",
    ),
)


def iso_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, from CLDR's list of the long forms of its two-letter codes."""
    wanted = {iso2 for members in REGIONS.values() for iso2 in members.split()}
    aliases = get_global("territory_aliases")
    codes = {
        short[0]: long for long, short in aliases.items() if len(long) == 3 and long.isalpha() and len(short) == 1 and long not in FORMER
    }
    codes["XK"] = "XKX"
    return {iso2: codes[iso2] for iso2 in sorted(wanted)}


def rows() -> list[tuple[str, ...]]:
    """The table: countries by their three letters, then blocs, regions and the rest."""
    english, taiwan, china = Locale.parse("en"), Locale.parse("zh_Hant_TW"), Locale.parse("zh_Hans_CN")
    region_of = {iso2: region for region, members in REGIONS.items() for iso2 in members.split()}
    table = []
    for iso2, iso3 in iso_codes().items():
        cldr = tuple(locale.territories[iso2] for locale in (english, taiwan, china))
        names = tuple(own or theirs for own, theirs in zip(NAMES.get(iso2, ("", "", "")), cldr, strict=True))
        aliases = [alias for alias in (*cldr, *ALIASES.get(iso2, "").split(";")) if alias and alias not in names]
        table.append((iso3, iso2, *names, region_of[iso2], "country", ";".join(dict.fromkeys(aliases)), CODES.get(iso2, ""), ""))
    by_region = {region: " ".join(sorted(row[0] for row in table if row[5] == region)) for region in REGIONS}
    for group, english_name, traditional, simplified, kind, aliases_text, members in GROUPS:
        in_group = by_region.get(members, members)
        table.append((group, "", english_name, traditional, simplified, "", kind, aliases_text, "", ";".join(sorted(in_group.split()))))
    return sorted(table[: -len(GROUPS)]) + table[-len(GROUPS) :]


def main() -> None:
    """Write countries.csv beside this file."""
    with (Path(__file__).parent / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
