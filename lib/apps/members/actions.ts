"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../action";
import { searchMembers as findMembers } from "../queries";
import { addMembersInput, appIdInput, changeLevelInput, removeMemberInput, searchMembersInput } from "../schema";
import * as commands from "./commands";

const add = action(addMembersInput, async (actor, input) => {
  const added = await commands.addMembers(actor, input);
  revalidatePath(`/apps/${input.appId}/members`);
  return added;
});

const addOneself = action(appIdInput, async (actor, input) => {
  const added = await commands.addSelf(actor, input);
  revalidatePath("/apps");
  return added;
});

const change = action(changeLevelInput, async (actor, input) => {
  const changed = await commands.changeMemberLevel(actor, input);
  revalidatePath(`/apps/${input.appId}/members`);
  return changed;
});

const remove = action(removeMemberInput, async (actor, input) => {
  const removed = await commands.removeMember(actor, input);
  // With one's own membership the page is gone too: it must not be asked for again, the browser leaves for the list.
  if (!removed.self) revalidatePath(`/apps/${input.appId}/members`);
  return removed;
});

const search = action(searchMembersInput, findMembers);

export async function addMembers(input: unknown) {
  return add(input);
}

export async function addSelf(input: unknown) {
  return addOneself(input);
}

export async function changeMemberLevel(input: unknown) {
  return change(input);
}

export async function removeMember(input: unknown) {
  return remove(input);
}

export async function searchMembers(input: unknown) {
  return search(input);
}
