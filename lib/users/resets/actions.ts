"use server";

import { action } from "../../action";
import { formAction } from "../../form-action";
import { openAction } from "../../open-action";
import { clientOf } from "../../request";
import { startSession } from "../session-cookie";
import * as commands from "./commands";
import { readReset } from "./queries";
import { forgottenInput, lookAtResetInput, offerResetInput, resetInput } from "./schema";

const offer = action(offerResetInput, commands.offerReset);
const look = openAction(lookAtResetInput, ({ token }, headers) => readReset(token, clientOf(headers)));

export async function offerReset(input: unknown) {
  return offer(input);
}

export async function lookAtReset(input: unknown) {
  return look(input);
}

/** Leads to the same page whoever's e-mail it is. */
export const forgotPassword = formAction(forgottenInput, async ({ email }, headers) => {
  await commands.forgotPassword(email, clientOf(headers));
  return "/forgot-password?asked=yes";
});

export const resetPassword = formAction(resetInput, async (input, headers) => {
  await startSession(await commands.resetPassword(input, clientOf(headers)));
  return "/connections";
});
