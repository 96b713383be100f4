"use server";

import { formAction } from "../../form-action";
import { clientOf } from "../../request";
import { nextPath } from "../next-path";
import { startSession } from "../session-cookie";
import { signInAsDemoUser, signIn as signInCommand } from "./commands";
import { demoSignInForm, signInForm } from "./schema";

export const signIn = formAction(signInForm, async ({ next, ...input }, headers) => {
  await startSession(await signInCommand(input, clientOf(headers)));
  return nextPath(next) ?? "/connections";
});

export const signInAsDemo = formAction(demoSignInForm, async ({ email, next }, headers) => {
  await startSession(await signInAsDemoUser(email, clientOf(headers)));
  return nextPath(next) ?? "/connections";
});
