"use server";

import { action } from "../../action";
import * as commands from "./commands";
import { discardDraftInput, editObjectInput } from "./schema";

// Not revalidated: the browser goes to the draft, or away from it.
const edit = action(editObjectInput, commands.editObject);
const discard = action(discardDraftInput, commands.discardDraft);

export async function editObject(input: unknown) {
  return edit(input);
}

export async function discardDraft(input: unknown) {
  return discard(input);
}
