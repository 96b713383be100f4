"use server";

import { revalidatePath } from "next/cache";
import { action } from "../action";
import * as answers from "./answers/commands";
import * as commands from "./commands";
import { whomToAsk as findWhomToAsk } from "./people/queries";
import {
  answerWithInput,
  refuseRequestInput,
  requestAccessInput,
  requestDeployInput,
  requestIdInput,
  whomToAskInput,
} from "./schema";

const whom = action(whomToAskInput, findWhomToAsk);
const deploy = action(requestDeployInput, commands.requestDeploy);
const access = action(requestAccessInput, commands.requestAccess);

const withdraw = action(requestIdInput, async (actor, input) => {
  const withdrawn = await commands.withdrawRequest(actor, input);
  revalidatePath("/requests", "layout");
  return withdrawn;
});

const refuse = action(refuseRequestInput, async (actor, input) => {
  const refused = await answers.refuseRequest(actor, input);
  revalidatePath("/requests", "layout");
  return refused;
});

const yesToAccess = action(answerWithInput, async (actor, input) => {
  const confirmed = await answers.confirmAccess(actor, input);
  revalidatePath("/requests", "layout");
  return confirmed;
});

export async function whomToAsk(input: unknown) {
  return whom(input);
}

export async function requestDeploy(input: unknown) {
  return deploy(input);
}

export async function requestAccess(input: unknown) {
  return access(input);
}

export async function withdrawRequest(input: unknown) {
  return withdraw(input);
}

export async function refuseRequest(input: unknown) {
  return refuse(input);
}

export async function confirmAccess(input: unknown) {
  return yesToAccess(input);
}
