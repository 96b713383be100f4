"use server";

import { action } from "../../action";
import * as commands from "./commands";
import * as queries from "./queries";
import { deactivateUserInput, leftAppsInput, leftConnectionsInput, receiversInput } from "./schema";

// Nothing is asked for again: this page is over for who is deactivated, and the browser leaves for the user's own.
const deactivate = action(deactivateUserInput, commands.deactivateUser);
const connectionsPage = action(leftConnectionsInput, queries.leftConnectionsPage);
const appsPage = action(leftAppsInput, queries.leftAppsPage);
const receivers = action(receiversInput, queries.findReceivers);

export async function deactivateUser(input: unknown) {
  return deactivate(input);
}

export async function listLeftConnections(input: unknown) {
  return connectionsPage(input);
}

export async function listLeftApps(input: unknown) {
  return appsPage(input);
}

export async function findReceivers(input: unknown) {
  return receivers(input);
}
