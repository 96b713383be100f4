import { writeLastUses } from "../access/last-used/commands";
import { endOverShares } from "../admins/ending/commands";
import { mailNotices } from "../notices/mails/send";
import type { Job } from "./jobs";

/** Every job of a server process. */
export const dueJobs: readonly Job[] = [
  { name: "end shares", everyMs: 15_000, run: endOverShares },
  { name: "write last uses", everyMs: 30_000, run: writeLastUses },
  { name: "mail notices", everyMs: 10_000, run: mailNotices },
];
