import { text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Whole milliseconds, so that a JavaScript Date and a keyset cursor hold exactly what the row holds. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const accountId = () => uuid("account_id").notNull();

export const environmentColumn = () => text("environment", { enum: ["development", "test", "production"] }).notNull();
