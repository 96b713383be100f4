/** Word lists that the sample company's names are made of. */
export const firstNames = [
  ..."Aino Anders Astrid Björn Dagny Eero Elin Emil Erik Eva Freja Frida Gustav Hanna Helga Henrik Ida Ingrid".split(
    " ",
  ),
  ..."Jarl Johan Kaisa Karin Knut Lars Leena Liv Maja Magnus Mikko Nils Oda Olav Outi Pekka Ragna Signe Sigrid".split(
    " ",
  ),
  ..."Siv Sofie Stian Sunniva Svein Tarja Tor Tuva Ulf Vidar Viggo Ylva Åse Øystein".split(" "),
];

export const familyNames = [
  ..."Aalto Andersen Berg Bergström Bakke Dahl Eide Eklund Engström Fossum Gran Hagen Halvorsen Heikkinen".split(" "),
  ..."Holm Håkansson Iversen Jansson Jónsdóttir Kallio Korhonen Kvist Laine Lind Lund Lønning Moen Mäkinen".split(" "),
  ..."Nyberg Nygård Olsen Persson Rantanen Rasmussen Sandvik Sjöberg Solberg Strand Sørensen Thorsen Virtanen".split(
    " ",
  ),
  ..."Wikström Ødegård Åberg Åkesson".split(" "),
];

export const companyKinds = [
  "Handel",
  "Butikk",
  "Interiör",
  "Sport",
  "Kök",
  "Hotell",
  "Jernvare",
  "Bygg",
  "Design",
  "Kiosk",
];

export const cities = [
  { city: "Bergen", country: "NO", legal: "AS" },
  { city: "Oslo", country: "NO", legal: "AS" },
  { city: "Tromsø", country: "NO", legal: "AS" },
  { city: "Trondheim", country: "NO", legal: "AS" },
  { city: "Göteborg", country: "SE", legal: "AB" },
  { city: "Malmö", country: "SE", legal: "AB" },
  { city: "Stockholm", country: "SE", legal: "AB" },
  { city: "Umeå", country: "SE", legal: "AB" },
  { city: "Aarhus", country: "DK", legal: "ApS" },
  { city: "København", country: "DK", legal: "ApS" },
  { city: "Helsinki", country: "FI", legal: "Oy" },
  { city: "Oulu", country: "FI", legal: "Oy" },
  { city: "Reykjavík", country: "IS", legal: "ehf." },
  { city: "Tallinn", country: "EE", legal: "OÜ" },
] as const;

export const categories = [
  {
    category: "Kitchen",
    prefix: "KIT",
    things: ["Kettle", "Bread knife", "Enamel mug", "Cast-iron pan", "Cutting board"],
  },
  { category: "Outdoor", prefix: "OUT", things: ["Rucksack", "Storm lantern", "Axe", "Thermos", "Fishing rod"] },
  { category: "Textiles", prefix: "TEX", things: ["Wool blanket", "Linen towel", "Mittens", "Sheepskin", "Cushion"] },
  {
    category: "Lighting",
    prefix: "LIG",
    things: ["Pendant lamp", "Candle holder", "Desk lamp", "Floor lamp", "Star lamp"],
  },
  { category: "Furniture", prefix: "FUR", things: ["Stool", "Bench", "Bookshelf", "Rocking chair", "Coat rack"] },
] as const;

export const finishes = [
  "birch",
  "oak",
  "ash",
  "copper",
  "steel",
  "fjord blue",
  "moss green",
  "snow white",
  "soot black",
  "rust red",
];

export const series = ["Fjell", "Skog", "Hav", "Vinter", "Sol", "Måne", "Elv", "Kyst"];

export const warehouses = [
  { name: "Nordhavn", city: "Oslo", location: "(10.7608,59.9022)" },
  { name: "Västra hamnen", city: "Göteborg", location: "(11.9024,57.6926)" },
  { name: "Vuosaari", city: "Helsinki", location: "(25.1960,60.2190)" },
  { name: "Skansekaien", city: "Bergen", location: "(5.3221,60.3990)" },
] as const;

export const carriers = ["Kystfrakt", "Polarbud", "Norra Cargo", "Brevdue", "Sund Express"];
export const currencies = ["SEK", "DKK", "EUR", "ISK", "USD", "GBP"] as const;
