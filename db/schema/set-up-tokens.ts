import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

export const setUpTokens = pgTable(
  "set_up_tokens",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    usedAt: moment("used_at"),
  },
  (t) => [unique("set_up_tokens_hash_key").on(t.tokenHash)],
);
