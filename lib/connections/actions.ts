"use server";

import { revalidatePath } from "next/cache";
import { action } from "../action";
import { linkedObjects } from "../objects/linked/queries";
import * as commands from "./commands";
import { duplicateSource } from "./queries";
import { connectionIdInput, deleteInput, renameInput } from "./schema";

const rename = action(renameInput, async (actor, input) => {
  const renamed = await commands.renameConnection(actor, input);
  revalidatePath("/connections");
  return renamed;
});

const remove = action(deleteInput, async (actor, input) => {
  const deletion = await commands.deleteConnection(actor, input);
  if (deletion.deleted) revalidatePath("/connections");
  return deletion;
});

const listLinked = action(connectionIdInput, (actor, { id }) => linkedObjects(actor, id));
const findSource = action(connectionIdInput, (actor, { id }) => duplicateSource(actor, id));

export async function renameConnection(input: unknown) {
  return rename(input);
}

export async function deleteConnection(input: unknown) {
  return remove(input);
}

export async function listLinkedObjects(input: unknown) {
  return listLinked(input);
}

export async function loadDuplicateSource(input: unknown) {
  return findSource(input);
}
