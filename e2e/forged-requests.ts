import { makeApp, makeObject } from "@/db/factories";
import type { Actor } from "@/lib/policy";
import { requestAccess, requestDeploy } from "@/lib/requests/commands";
import type { Account } from "./fixtures";

export type ForgedRequests = {
  /** Asked by the owner, to be withdrawn. */
  askedId: string;
  /** They ask the owner: one for a deploy, one for access. */
  deployId: string;
  accessId: string;
  /** The owner's, in Production. */
  productionId: string;
};

/** What the owner asked a colleague, and what the colleague asks the owner. */
export async function makeForgedRequests(
  account: Account,
  { owner, colleague, objectId }: { owner: Actor; colleague: Actor; objectId: string },
): Promise<ForgedRequests> {
  const production = await account.connection(owner, { name: "Orders, live", environment: "production" });
  for (const environment of ["test", "production"] as const) await account.connection(colleague, { environment });
  const appId = await makeApp({ by: colleague, name: "Storefront of the colleague" });
  const theirs = await makeObject({ by: colleague, appId, name: "Order book of the colleague" });
  const ofOwner = { objectId: theirs.id, environment: "production" as const, userIds: [owner.id], message: "" };
  const ofColleague = { objectId, environment: "test" as const, userIds: [colleague.id], message: "" };
  return {
    askedId: (await requestDeploy(owner, { ...ofColleague, version: 1 })).id,
    deployId: (await requestDeploy(colleague, { ...ofOwner, version: 1 })).id,
    accessId: (await requestAccess(colleague, ofOwner)).id,
    productionId: production.id,
  };
}

/** Every action about requests, with input that would work for the owner. */
export function requestAttacks(scene: { appId: string; objectId: string; colleague: Actor; requests: ForgedRequests }) {
  const { appId, objectId, colleague, requests } = scene;
  const page = `/apps/${appId}/data/${objectId}`;
  const pageOf = (id: string) => `/requests/${id}`;
  const place = { objectId, environment: "production" };
  const asking = { ...place, userIds: [colleague.id], message: "" };
  return [
    { action: "whomToAsk", page, input: place, aimed: true },
    { action: "requestDeploy", page, input: { ...asking, version: 1 }, aimed: true },
    { action: "requestAccess", page, input: asking, aimed: true },
    { action: "withdrawRequest", page: pageOf(requests.askedId), input: { id: requests.askedId }, aimed: true },
    {
      action: "refuseRequest",
      page: pageOf(requests.deployId),
      input: { id: requests.deployId, answer: "Taken over" },
      aimed: true,
    },
    {
      action: "confirmAccess",
      page: pageOf(requests.accessId),
      input: { id: requests.accessId, connectionId: requests.productionId },
      aimed: true,
    },
  ];
}
