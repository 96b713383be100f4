import {
  carriers,
  categories,
  cities,
  companyKinds,
  currencies,
  familyNames,
  finishes,
  firstNames,
  series,
  warehouses,
} from "./words";

type Value = string | number | boolean | null;
type Table = { into: string; rows: Generator<Value[]> };

const customerCount = 2_000;
const supplierCount = 60;
const productCount = 1_500;
const orderCount = 9_000;
const salariedCount = 140;
const day = 86_400_000;
const firstOrderAt = Date.UTC(2024, 0, 2, 7);

/** The same numbers at every installation, so that a sentence of the documentation stays true. */
function randomFrom(seed: number) {
  let state = seed;
  // mulberry32: four lines, and good enough for names and prices.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  function pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const [item] = list.slice(below(list.length));
    if (item === undefined) throw new Error("Nothing to pick from an empty list");
    return item;
  }
  const uuid = () => {
    const hex = Array.from({ length: 4 }, () =>
      Math.floor(next() * 2 ** 32)
        .toString(16)
        .padStart(8, "0"),
    ).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  return { next, below, pick, uuid, chance: (share: number) => next() < share };
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const skuOf = (index: number) => {
  const kind = categories[index % categories.length];
  return `${kind?.prefix ?? "OTH"}-${String(10_000 + index)}`;
};

function* customers(): Generator<Value[]> {
  const r = randomFrom(1);
  for (let id = 1; id <= customerCount; id += 1) {
    const place = r.pick(cities);
    const owner = r.pick(familyNames);
    const name = `${owner} ${r.pick(companyKinds)} ${place.legal}`;
    const contact = `${r.pick(firstNames)}.${owner}`.normalize("NFD").replace(/[^A-Za-z.]/g, "");
    yield [
      id,
      `C-${String(id).padStart(6, "0")}`,
      name,
      r.chance(0.95) ? `${contact}${id}@example.com` : null,
      r.pick(["retail", "retail", "wholesale", "public sector", "hospitality"]),
      place.country,
      place.city,
      String(1000 + r.below(8999)),
      r.chance(0.8) ? (r.below(40) + 1) * 5000 : null,
      r.pick([0, 0, 0, 2.5, 5, 7.5]),
      r.chance(0.4),
      dateOf(Date.UTC(2009, 0, 1) + r.below(5400) * day),
      r.chance(0.7) ? `${String(7 + r.below(4)).padStart(2, "0")}:${r.pick(["00", "30"])}:00` : null,
      r.chance(0.1) ? `Ask for ${r.pick(firstNames)}.\nDelivery at the back door.` : null,
      r.pick(["{}", "{loyal}", "{loyal,net-30}", '{"pays late"}', "{new}"]),
      r.chance(0.5)
        ? JSON.stringify({ language: place.country.toLowerCase(), invoices: r.pick(["e-mail", "paper"]) })
        : null,
      r.chance(0.3) ? `192.0.2.${r.below(255)}` : null,
      new Date(Date.UTC(2023, 0, 1) + r.below(360) * day + r.below(day)).toISOString(),
    ];
  }
}

function* suppliers(): Generator<Value[]> {
  const r = randomFrom(2);
  for (let id = 1; id <= supplierCount; id += 1) {
    const place = r.pick(cities);
    const company = `${r.pick(series)} & ${r.pick(familyNames)} ${place.legal}`;
    yield [
      id,
      `supplier_${id}`,
      company,
      place.country,
      id === 1 ? "0044-03-15 BC" : dateOf(Date.UTC(1890 + r.below(125), r.below(12), 1 + r.below(28))),
      `<contract number="${4000 + id}"><days>${r.pick([14, 30, 45])}</days></contract>`,
      id % 12 === 0 ? "NaN" : Math.round(r.next() * 500) / 100,
      `{10.${id}.0.0/16}`,
    ];
  }
}

function* products(): Generator<Value[]> {
  const r = randomFrom(3);
  for (let index = 0; index < productCount; index += 1) {
    const kind = categories[index % categories.length] ?? categories[0];
    yield [
      skuOf(index),
      `${r.pick(series)} ${r.pick(kind.things).toLowerCase()}, ${r.pick(finishes)}`,
      1 + r.below(supplierCount),
      kind.category,
      r.below(400_000) / 100 + 9,
      r.chance(0.97) ? Math.round(r.next() * 20_000) / 1000 : "Infinity",
      index === 7 ? "NaN" : r.pick([15, 25, 25, 25]),
      `709${String(1_000_000_000 + index * 7919)}`,
      r.chance(0.06),
      `(${100 + r.below(900)},${50 + r.below(600)},${20 + r.below(500)})`,
      r.below(256).toString(2).padStart(8, "0"),
      index % 50 === 0 ? `\\x${(index + 4096).toString(16).padStart(8, "0")}` : null,
      new Date(Date.UTC(2025, 0, 1) + r.below(300 * day))
        .toISOString()
        .replace("Z", `${r.below(1000)}`.padStart(3, "0")),
    ];
  }
}

function* orders(): Generator<Value[]> {
  const r = randomFrom(4);
  const open = orderCount - 400;
  for (let id = 1; id <= orderCount; id += 1) {
    const at = firstOrderAt + Math.floor((id / orderCount) * 700 * day) + r.below(day / 3);
    const from = new Date(at + (2 + r.below(9)) * day).toISOString();
    const to = new Date(at + 12 * day).toISOString();
    yield [
      id,
      r.uuid(),
      1 + r.below(customerCount),
      id > open
        ? r.pick(["draft", "confirmed", "picking"])
        : r.pick(["shipped", "delivered", "delivered", "delivered", "cancelled"]),
      new Date(at).toISOString(),
      r.chance(0.02) ? "infinity" : r.chance(0.7) ? dateOf(at + (3 + r.below(20)) * day) : null,
      r.chance(0.5) ? `["${from}","${to}")` : null,
      r.chance(0.2) ? "09:30:00+02" : null,
      `${1 + r.below(9)} days ${r.below(24)}:00:00`,
      1 + r.below(5),
      `${r.below(900)}.${r.pick(["00", "50"])}`,
      r.pick(["NOK", "NOK", "SEK", "DKK", "EUR"]),
      r.chance(0.05) ? "Ring før levering, takk 🚚" : null,
    ];
  }
}

function* orderLines(): Generator<Value[]> {
  const r = randomFrom(5);
  for (let orderId = 1; orderId <= orderCount; orderId += 1) {
    const lines = 1 + r.below(5);
    for (let line = 1; line <= lines; line += 1) {
      yield [orderId, line, skuOf(r.below(productCount)), 1 + r.below(24), r.below(400_000) / 100 + 9];
    }
  }
}

const warehouseIds = (() => {
  const r = randomFrom(6);
  return warehouses.map(() => r.uuid());
})();

function* warehouseRows(): Generator<Value[]> {
  const hours = JSON.stringify({ weekdays: ["07:00", "16:00"], saturday: null });
  for (const [index, { name, city, location }] of warehouses.entries()) {
    yield [warehouseIds[index] ?? null, name, city, location, dateOf(Date.UTC(2001 + index * 5, index, 11)), hours];
  }
}

function* stockLevels(): Generator<Value[]> {
  const r = randomFrom(7);
  for (const id of warehouseIds) {
    for (let index = 0; index < productCount; index += 1) {
      if (r.chance(0.35)) continue;
      const onHand = r.below(600);
      const countedAt = new Date(Date.UTC(2025, 9, 1) + r.below(60 * day)).toISOString().replace("Z", "");
      yield [id, skuOf(index), onHand, r.below(Math.min(onHand + 1, 40)), countedAt];
    }
  }
}

function* temperatures(): Generator<Value[]> {
  const r = randomFrom(8);
  for (let hour = 0; hour < 1_200; hour += 1) {
    const at = new Date(Date.UTC(2025, 9, 1) + hour * (day / 24)).toISOString();
    for (const id of warehouseIds) {
      const celsius = Math.round((6 + 4 * Math.sin((hour / 24) * 2 * Math.PI) + r.next() * 2) * 100) / 100;
      yield [id, at, r.chance(0.01) ? "NaN" : celsius];
    }
  }
}

function* carrierRows(): Generator<Value[]> {
  const r = randomFrom(9);
  for (const name of carriers) {
    yield [
      name,
      JSON.stringify({ monday: r.pick(["08:00", "14:00"]), thursday: r.pick(["10:00", null]) }),
      r.chance(0.8),
    ];
  }
}

function* priceList(): Generator<Value[]> {
  const r = randomFrom(10);
  for (let index = 0; index < productCount; index += 5) yield [skuOf(index), r.below(420_000) / 100 + 9];
}

function* exchangeRates(): Generator<Value[]> {
  const r = randomFrom(11);
  for (const currency of currencies) {
    let rate = 0.8 + r.next() * 11;
    for (let index = 0; index < 400; index += 1) {
      rate *= 0.995 + r.next() * 0.01;
      yield [currency, dateOf(Date.UTC(2024, 8, 1) + index * day), rate.toFixed(8)];
    }
  }
}

function* salaries(): Generator<Value[]> {
  const r = randomFrom(12);
  for (let number = 1; number <= salariedCount; number += 1) {
    yield [number, `${r.pick(firstNames)} ${r.pick(familyNames)}`, 38_000 + r.below(50_000)];
  }
}

/** Every table's rows, parents before children; `into` names the table and the columns in the rows' order. */
export function sampleTables(): Table[] {
  return [
    {
      into: `sales.customers (id, customer_number, name, email, segment, country, city, postal_code, credit_limit, discount_percent,
        newsletter, customer_since, opening_time, notes, tags, preferences, last_login_from, created_at)`,
      rows: customers(),
    },
    {
      into: "warehouse.suppliers (id, code, company, country, founded_on, contract, rating, networks)",
      rows: suppliers(),
    },
    {
      into: `warehouse.products (sku, name, supplier_id, category, unit_price, weight_kg, vat_percent, barcode, discontinued,
        size, flags, picture, updated_at)`,
      rows: products(),
    },
    {
      into: `sales.orders (id, reference, customer_id, status, ordered_at, wanted_on, delivery_slot, delivery_time, lead_time,
        priority, shipping_cost, currency, comment)`,
      rows: orders(),
    },
    { into: "sales.order_lines (order_id, line_number, sku, quantity, unit_price)", rows: orderLines() },
    { into: "warehouse.warehouses (id, name, city, location, opened_on, opening_hours)", rows: warehouseRows() },
    { into: "warehouse.stock_levels (warehouse_id, sku, on_hand, reserved, counted_at)", rows: stockLevels() },
    { into: "warehouse.temperature_readings (warehouse_id, measured_at, celsius)", rows: temperatures() },
    { into: "warehouse.carriers (name, pickup_schedule, active)", rows: carrierRows() },
    { into: `sales."Price list 2026" ("Item no.", "New price")`, rows: priceList() },
    { into: "finance.exchange_rates (currency, valid_on, rate)", rows: exchangeRates() },
    { into: "finance.salaries (employee_number, full_name, monthly_salary)", rows: salaries() },
  ];
}
