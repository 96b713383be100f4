"use server";

import { action } from "../../action";
import * as commands from "./commands";
import * as queries from "./queries";
import { createObjectInput, describeTableInput, listTablesInput, publishObjectInput, saveDraftInput } from "./schema";

const create = action(createObjectInput, commands.createObject);
// Not revalidated: the screen holds what it saves, and once it is published the browser leaves the draft's page.
const save = action(saveDraftInput, commands.saveDraft);
const publish = action(publishObjectInput, commands.publishObject);
const list = action(listTablesInput, queries.listTables);
const describe = action(describeTableInput, queries.describeTable);

export async function createObject(input: unknown) {
  return create(input);
}

export async function saveDraft(input: unknown) {
  return save(input);
}

export async function publishObject(input: unknown) {
  return publish(input);
}

export async function listTables(input: unknown) {
  return list(input);
}

export async function describeTable(input: unknown) {
  return describe(input);
}
