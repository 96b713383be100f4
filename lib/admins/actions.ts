"use server";

import { revalidatePath } from "next/cache";
import { action } from "../action";
import { breakGlass as breakTheGlass } from "./break-glass/commands";
import { breakGlassInput } from "./break-glass/schema";
import * as commands from "./commands";
import { searchPeople as findPeople } from "./queries";
import { addAdminsInput, revokeAdminInput, searchPeopleInput } from "./schema";

const add = action(addAdminsInput, async (actor, input) => {
  const added = await commands.addAdmins(actor, input);
  revalidatePath(`/connections/${input.connectionId}/share`);
  return added;
});

const revoke = action(revokeAdminInput, async (actor, input) => {
  const revoked = await commands.revokeAdmin(actor, input);
  // One's own access is gone with it: this page must not be asked for again, the browser leaves for the list.
  if (!revoked.self) revalidatePath(`/connections/${input.connectionId}/share`);
  return revoked;
});

const glass = action(breakGlassInput, async (actor, input) => {
  const broken = await breakTheGlass(actor, input);
  revalidatePath(`/connections/${input.connectionId}/share`);
  return broken;
});

const search = action(searchPeopleInput, findPeople);

export async function addAdmins(input: unknown) {
  return add(input);
}

export async function revokeAdmin(input: unknown) {
  return revoke(input);
}

export async function breakGlass(input: unknown) {
  return glass(input);
}

export async function searchPeople(input: unknown) {
  return search(input);
}
