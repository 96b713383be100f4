import { notFound } from "next/navigation";
import { hasAccount } from "../queries";

/** Lets the set-up page through only while there is no account. */
export async function requireNotSetUp(): Promise<void> {
  if (await hasAccount()) notFound();
}
