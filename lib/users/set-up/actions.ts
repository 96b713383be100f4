"use server";

import { formAction } from "../../form-action";
import { clientOf } from "../../request";
import { startSession } from "../session-cookie";
import { completeSetUp } from "./commands";
import { setUpInput } from "./schema";

export const setUp = formAction(setUpInput, async (input, headers) => {
  await startSession(await completeSetUp(input, clientOf(headers)));
  return "/connections";
});
