"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireOwnOrigin } from "../action-guard";
import { endSession } from "./session-cookie";

/** Ends the session of this browser and goes to the sign-in page. For a form's `action`. */
export async function signOut(): Promise<void> {
  requireOwnOrigin(await headers());
  await endSession();
  redirect("/sign-in");
}
