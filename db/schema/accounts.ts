import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

export const accounts = pgTable("accounts", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});
