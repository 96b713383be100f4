import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";

/** Answers of an identity provider that were taken already, so that none is taken twice. The id tells when. */
export const usedStates = pgTable(
  "used_states",
  {
    id: uuid("id").primaryKey(),
    stateHash: text("state_hash").notNull(),
  },
  (t) => [unique("used_states_hash_key").on(t.stateHash)],
);
