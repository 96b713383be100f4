"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../action";
import * as commands from "./commands";
import { takeOverInput } from "./schema";

const take = action(takeOverInput, async (actor, input) => {
  const taken = await commands.takeOver(actor, input);
  revalidatePath("/connections", "layout");
  return taken;
});

export async function takeOver(input: unknown) {
  return take(input);
}
