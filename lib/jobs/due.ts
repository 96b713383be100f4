import type { Job } from "./jobs";

/** Every job of a server process. */
export const dueJobs: readonly Job[] = [];
