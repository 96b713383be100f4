"use server";

import { action } from "../../action";
import * as queries from "./queries";
import { findVersionInput, listHistoryInput } from "./schema";

const list = action(listHistoryInput, queries.listHistory);
const find = action(findVersionInput, queries.findVersionDetail);

export async function listHistory(input: unknown) {
  return list(input);
}

export async function findVersionDetail(input: unknown) {
  return find(input);
}
