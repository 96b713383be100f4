"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../action";
import { formAction } from "../../form-action";
import { openAction } from "../../open-action";
import { clientOf } from "../../request";
import { startSession } from "../session-cookie";
import * as commands from "./commands";
import { readInvitation } from "./queries";
import { acceptInput, invitationInput, inviteInput, lookInput } from "./schema";

const list = "/administration/invitations";

const invite = action(inviteInput, async (actor, input) => {
  const delivery = await commands.inviteUser(actor, input);
  revalidatePath(list);
  return delivery;
});

const resend = action(invitationInput, async (actor, input) => {
  const delivery = await commands.resendInvitation(actor, input);
  revalidatePath(list);
  return delivery;
});

const withdraw = action(invitationInput, async (actor, input) => {
  const withdrawn = await commands.withdrawInvitation(actor, input);
  revalidatePath(list);
  return withdrawn;
});

const look = openAction(lookInput, ({ token }, headers) => readInvitation(token, clientOf(headers)));

export async function inviteUser(input: unknown) {
  return invite(input);
}

export async function resendInvitation(input: unknown) {
  return resend(input);
}

export async function withdrawInvitation(input: unknown) {
  return withdraw(input);
}

export async function lookAtInvitation(input: unknown) {
  return look(input);
}

export const acceptInvitation = formAction(acceptInput, async (input, headers) => {
  await startSession(await commands.acceptInvitation(input, clientOf(headers)));
  return "/connections";
});
