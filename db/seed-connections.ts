import type { Environment } from "../lib/policy";

// Who there is, and their connections, in the demo account. Ages in days, so that it looks the same whenever it is made.

/** People beside the demo sign-ins. They have no password: nobody signs in as them. */
export const demoPeople: readonly { name: string; email: string; status?: "active" | "deactivated" }[] = [
  { name: "Aiko Tanabe", email: "aiko.tanabe@norrvik.example" },
  { name: "Dagny Halvorsen", email: "dagny.halvorsen@norrvik.example" },
  { name: "Hanna Eriksen", email: "hanna.eriksen@norrvik.example" },
  { name: "Jonas Lindqvist", email: "jonas.lindqvist@norrvik.example" },
  { name: "Sofía Beltrán-Santana", email: "sofia.beltran@norrvik.example" },
  {
    name: "Konstantin Aleksandrowicz-Vandenbroucke",
    email: "konstantin.aleksandrowicz-vandenbroucke@depots.norrvik.example",
  },
  { name: "Nils Ekdal", email: "nils.ekdal@norrvik.example", status: "deactivated" },
];

type DemoConnection = {
  name: string;
  environment: Environment;
  by: string;
  admins: readonly string[];
  createdDaysAgo: number;
  modifiedDaysAgo: number;
  /** Its creator was deactivated: nobody answers for it. */
  creatorLeft?: boolean;
  /** Sealed under a key that is gone: it needs reconnecting. */
  lostKey?: boolean;
};

export const customsConnection = "Customs declarations and duty rates, EU and UK, read replica";

export const demoConnections: readonly DemoConnection[] = [
  {
    name: "Orders warehouse",
    environment: "development",
    by: "Ines Albrecht",
    admins: ["Tomasz Wrona", "Priya Raman", "Hanna Eriksen", "Jonas Lindqvist"],
    createdDaysAgo: 244,
    modifiedDaysAgo: 3,
  },
  {
    name: "Product catalogue",
    environment: "development",
    by: "Tomasz Wrona",
    admins: ["Ines Albrecht"],
    createdDaysAgo: 121,
    modifiedDaysAgo: 36,
  },
  {
    name: "Invoicing ledger",
    environment: "development",
    by: "Priya Raman",
    admins: [],
    createdDaysAgo: 372,
    modifiedDaysAgo: 58,
  },
  {
    name: customsConnection,
    environment: "development",
    by: "Tomasz Wrona",
    admins: ["Ines Albrecht", "Aiko Tanabe"],
    createdDaysAgo: 152,
    modifiedDaysAgo: 152,
  },
  {
    name: "Carrier rates",
    environment: "development",
    by: "Sofía Beltrán-Santana",
    admins: ["Priya Raman"],
    createdDaysAgo: 92,
    modifiedDaysAgo: 20,
  },
  {
    name: "Returns desk",
    environment: "development",
    by: "Ines Albrecht",
    admins: [],
    createdDaysAgo: 183,
    modifiedDaysAgo: 1,
  },
  {
    name: "Payroll mirror for the Nordic and Baltic subsidiaries, snapshot before monthly lock",
    environment: "development",
    by: "Priya Raman",
    admins: ["Ines Albrecht"],
    createdDaysAgo: 305,
    modifiedDaysAgo: 305,
    lostKey: true,
  },
  {
    name: "Depot directory",
    environment: "development",
    by: "Nils Ekdal",
    admins: [],
    createdDaysAgo: 338,
    modifiedDaysAgo: 338,
    creatorLeft: true,
  },
  {
    name: "Orders warehouse",
    environment: "test",
    by: "Ines Albrecht",
    admins: ["Tomasz Wrona", "Mireille Okafor"],
    createdDaysAgo: 230,
    modifiedDaysAgo: 64,
  },
  {
    name: "Product catalogue",
    environment: "test",
    by: "Ines Albrecht",
    admins: ["Tomasz Wrona"],
    createdDaysAgo: 110,
    modifiedDaysAgo: 110,
  },
  {
    name: customsConnection,
    environment: "test",
    by: "Ines Albrecht",
    admins: ["Mireille Okafor"],
    createdDaysAgo: 96,
    modifiedDaysAgo: 12,
  },
  {
    name: "Orders warehouse",
    environment: "production",
    by: "Ines Albrecht",
    admins: ["Tomasz Wrona", "Priya Raman", "Dagny Halvorsen"],
    createdDaysAgo: 214,
    modifiedDaysAgo: 11,
  },
  {
    name: "Invoicing ledger",
    environment: "production",
    by: "Ines Albrecht",
    admins: ["Priya Raman", "Mireille Okafor"],
    createdDaysAgo: 366,
    modifiedDaysAgo: 56,
  },
  {
    name: customsConnection,
    environment: "production",
    by: "Ines Albrecht",
    admins: ["Mireille Okafor"],
    createdDaysAgo: 90,
    modifiedDaysAgo: 90,
  },
];
