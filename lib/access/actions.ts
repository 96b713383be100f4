"use server";

import { revalidatePath } from "next/cache";
import { action } from "../action";
import * as commands from "./commands";
import { reviewConnectionInput, reviewUserInput } from "./schema";

const ofConnection = action(reviewConnectionInput, async (actor, input) => {
  const reviewed = await commands.reviewConnection(actor, input);
  revalidatePath(`/connections/${input.connectionId}/access`);
  return reviewed;
});

const ofUser = action(reviewUserInput, async (actor, input) => {
  const reviewed = await commands.reviewUser(actor, input);
  revalidatePath(`/administration/users/${input.userId}`);
  return reviewed;
});

export async function reviewConnection(input: unknown) {
  return ofConnection(input);
}

export async function reviewUser(input: unknown) {
  return ofUser(input);
}
