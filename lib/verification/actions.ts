"use server";

import { action, streamingAction } from "../action";
import { cancelInput, createInput, testInput } from "../connections/schema";
import * as attempts from "./attempts/commands";
import * as commands from "./commands";
import * as reconnects from "./reconnect/commands";
import { reconnectInput } from "./reconnect/schema";

// Nothing is revalidated here: by the time a result is stored the answer is on its way, and the browser refreshes itself.
const test = streamingAction(testInput, commands.testConnection);
const create = streamingAction(createInput, commands.createConnection);
const reconnect = streamingAction(reconnectInput, reconnects.reconnectConnection);
const connectSample = streamingAction(cancelInput, commands.connectSampleDatabase);
const cancel = action(cancelInput, attempts.cancelVerification);

export async function testConnection(input: unknown) {
  return test(input);
}

export async function createConnection(input: unknown) {
  return create(input);
}

export async function reconnectConnection(input: unknown) {
  return reconnect(input);
}

export async function connectSampleDatabase(input: unknown) {
  return connectSample(input);
}

export async function cancelVerification(input: unknown) {
  return cancel(input);
}
