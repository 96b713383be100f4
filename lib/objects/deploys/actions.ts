"use server";

import { action } from "../../action";
import * as queries from "./queries";
import { deployTargetsInput } from "./schema";

const list = action(deployTargetsInput, queries.listDeployTargets);

export async function listDeployTargets(input: unknown) {
  return list(input);
}
