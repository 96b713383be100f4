"use server";

import { action } from "../action";
import * as commands from "./commands";
import { deleteObjectInput } from "./schema";

// Not revalidated: the page it was called from is the deleted object's, and the browser leaves it for the app's list.
const remove = action(deleteObjectInput, commands.deleteObject);

export async function deleteObject(input: unknown) {
  return remove(input);
}
