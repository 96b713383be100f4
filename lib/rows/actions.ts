"use server";

import { action } from "../action";
import * as commands from "./commands";
import * as queries from "./queries";
import { createRowInput, deleteRowInput, readCellInput, readRowInput, updateRowInput } from "./schema";

// Not revalidated: rows are read live, and the screen reads them again itself.
const row = action(readRowInput, (actor, input) => queries.readRow(actor, input));
const cell = action(readCellInput, (actor, input) => queries.readCell(actor, input));
const create = action(createRowInput, commands.createRow);
const update = action(updateRowInput, commands.updateRow);
const remove = action(deleteRowInput, commands.deleteRow);

export async function readRow(input: unknown) {
  return row(input);
}

export async function readCell(input: unknown) {
  return cell(input);
}

export async function createRow(input: unknown) {
  return create(input);
}

export async function updateRow(input: unknown) {
  return update(input);
}

export async function deleteRow(input: unknown) {
  return remove(input);
}
