"use server";

import { revalidatePath } from "next/cache";
import { action } from "../action";
import * as commands from "./commands";
import { appIdInput, createAppInput, renameAppInput } from "./schema";

const create = action(createAppInput, async (actor, input) => {
  const created = await commands.createApp(actor, input);
  revalidatePath("/apps");
  return created;
});

const rename = action(renameAppInput, async (actor, input) => {
  const renaming = await commands.renameApp(actor, input);
  revalidatePath("/apps");
  return renaming;
});

const remove = action(appIdInput, async (actor, input) => {
  const deleted = await commands.deleteApp(actor, input);
  revalidatePath("/apps");
  return deleted;
});

export async function createApp(input: unknown) {
  return create(input);
}

export async function renameApp(input: unknown) {
  return rename(input);
}

export async function deleteApp(input: unknown) {
  return remove(input);
}
