"use server";

import { formAction } from "../../form-action";
import { startSession } from "../session-cookie";
import { completeSetUp } from "./commands";
import { setUpInput } from "./schema";

export const setUp = formAction(setUpInput, async (input) => {
  await startSession(await completeSetUp(input));
  return "/connections";
});
