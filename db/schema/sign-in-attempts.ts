import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Failed sign-ins, counted per e-mail and per network address across processes. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    id: uuid("id").primaryKey(),
    key: text("key").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (t) => [index("sign_in_attempts_key_index").on(t.key, t.at)],
);
