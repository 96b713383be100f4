"use server";

import { action } from "../../action";
import * as commands from "./commands";
import { createObjectInput, publishObjectInput, saveDraftInput } from "./schema";

const create = action(createObjectInput, commands.createObject);
// Not revalidated: the screen holds what it saves, and once it is published the browser leaves the draft's page.
const save = action(saveDraftInput, commands.saveDraft);
const publish = action(publishObjectInput, commands.publishObject);

export async function createObject(input: unknown) {
  return create(input);
}

export async function saveDraft(input: unknown) {
  return save(input);
}

export async function publishObject(input: unknown) {
  return publish(input);
}
