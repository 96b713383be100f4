"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../action";
import * as commands from "./commands";
import { changeRoleInput, userIdInput } from "./schema";

const changeRole = action(changeRoleInput, async (actor, input) => {
  const changed = await commands.changeUserRole(actor, input);
  // Who is a member now has no such page any more: it must not be asked for again, the browser leaves for the list.
  if (!changed.self) revalidatePath("/administration/users");
  return changed;
});

const reactivate = action(userIdInput, async (actor, input) => {
  const reactivated = await commands.reactivateUser(actor, input);
  revalidatePath("/administration/users");
  return reactivated;
});

const signOut = action(userIdInput, commands.signOutUserEverywhere);

export async function changeUserRole(input: unknown) {
  return changeRole(input);
}

export async function reactivateUser(input: unknown) {
  return reactivate(input);
}

export async function signOutUserEverywhere(input: unknown) {
  return signOut(input);
}
