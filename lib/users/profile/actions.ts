"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { action } from "../../action";
import { clientAddress } from "../../request";
import { startSession } from "../session-cookie";
import * as commands from "./commands";
import { changePasswordInput, chooseMailsInput, chooseTimeZoneInput, noInput, renameSelfInput } from "./schema";

const rename = action(renameSelfInput, async (actor, input) => {
  const renamed = await commands.renameSelf(actor, input);
  revalidatePath("/profile");
  return renamed;
});

const change = action(changePasswordInput, async (actor, input) => {
  await startSession(await commands.changeOwnPassword(actor, input, clientAddress(await headers())));
  return {};
});

const chooseZone = action(chooseTimeZoneInput, async (actor, input) => {
  await commands.chooseTimeZone(actor, input);
  revalidatePath("/profile");
  return {};
});

const chooseMail = action(chooseMailsInput, async (actor, input) => {
  await commands.chooseMails(actor, input);
  return {};
});

const endAll = action(noInput, commands.signOutEverywhere);

export async function renameSelf(input: unknown) {
  return rename(input);
}

export async function changePassword(input: unknown) {
  return change(input);
}

export async function chooseTimeZone(input: unknown) {
  return chooseZone(input);
}

export async function chooseMails(input: unknown) {
  return chooseMail(input);
}

export async function signOutEverywhere(input: unknown) {
  return endAll(input);
}
