import type { ConnectionPage, ConnectionRow, Person } from "@/lib/connections/schema";

export const readAt = Date.parse("2026-11-24T12:00:00Z");
export const selfId = personId(0);
export const constantProfile = {
  name: "Ines Albrecht",
  email: "ines.albrecht@norrvik.example",
  role: "super_admin",
  timeZone: null,
  waiting: 0,
  unread: 0,
} as const;

const everything = [
  "connection.see",
  "connection.see_details",
  "connection.see_admins",
  "connection.add_admin",
  "connection.revoke_admin",
  "connection.rename",
  "connection.reconnect",
  "connection.delete",
  "connection.duplicate",
  "connection.use",
] as const;
const someoneElses = ["connection.see", "connection.see_admins", "connection.add_admin"] as const;

const people = [
  "Ines Albrecht",
  "Tomasz Wrona",
  "Priya Raman",
  "Mireille Okafor",
  "Aleksandra Konstantinopolska-Wiśniewska",
  "Jonas Lindqvist",
  "Aiko Tanabe",
];
const names = [
  "Orders warehouse",
  "Fleet telemetry",
  "Driver app events",
  "Invoicing ledger",
  "Carrier rates",
  "Port schedules",
  "Customs declarations and duty rates, EU and UK, read replica",
];
const dayMs = 86_400_000;

function personId(index: number): string {
  return `0198c5a0-0000-7000-8000-0000000001${String(index).padStart(2, "0")}`;
}

function personAt(index: number): Person {
  const at = index % people.length;
  return { id: personId(at), name: people[at] ?? "" };
}

function rowAt(index: number): ConnectionRow {
  const own = index % 4 !== 3;
  const adminCount = (index * 3) % 7;
  const first = own ? 0 : 1;
  return {
    id: `0198c5a0-0000-7000-8000-0000000000${String(index).padStart(2, "0")}`,
    name: `${names[index % names.length]} ${index + 1}`,
    connector: "postgresql",
    environment: "development",
    status: adminCount === 0 ? "needs_an_admin" : index % 11 === 5 ? "needs_reconnecting" : "connected",
    reason: adminCount === 0 ? "Nobody answers for it any more" : index % 11 === 5 ? "Credentials refused" : null,
    address: own ? `db-${index}.dev.norrvik.example:5432/orders` : null,
    createdAt: new Date(readAt - (index * 9 + 20) * dayMs).toISOString(),
    modifiedAt: new Date(readAt - index * 7 * dayMs).toISOString(),
    admins: Array.from({ length: adminCount }, (_, admin) => personAt(first + admin)),
    adminCount,
    objectCount: (index * 5) % 13,
    abilities: own && adminCount > 0 ? everything : someoneElses,
  };
}

const rows = Array.from({ length: 50 }, (_, index) => rowAt(index));

export const constantPage: ConnectionPage = {
  rows,
  created: null,
  next: "next",
  previous: null,
  total: { count: 1000, capped: true },
  byStatus: {
    connected: { count: 1000, capped: true },
    needs_reconnecting: { count: 5, capped: false },
    needs_an_admin: { count: 8, capped: false },
  },
  createRefusal: null,
};
