"use server";

import { formAction } from "../../form-action";
import { clientAddress } from "../../request";
import { nextPath } from "../next-path";
import { startSession } from "../session-cookie";
import { signInAsDemoUser, signIn as signInCommand } from "./commands";
import { demoSignInForm, signInForm } from "./schema";

export const signIn = formAction(signInForm, async ({ next, ...input }, headers) => {
  await startSession(await signInCommand(input, clientAddress(headers)));
  return nextPath(next) ?? "/connections";
});

export const signInAsDemo = formAction(demoSignInForm, async ({ email, next }) => {
  await startSession(await signInAsDemoUser(email));
  return nextPath(next) ?? "/connections";
});
