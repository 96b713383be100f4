import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { makeAccount, makeAdmin, makeApp, makeBinding, makeConnection, makeObject, makeUser } from "@/db/factories";
import { bindInDevelopment } from "@/scripts/testing/bindings";
import { listApps } from "./apps/list/queries";
import { findApp } from "./apps/queries";
import { findConnectionDetail } from "./connections/queries";
import { AppError } from "./errors";
import { deleteObject } from "./objects/commands";
import { bindRehearsed } from "./objects/deploys/commands";
import { linkedObjects } from "./objects/linked/queries";
import { findObject, listObjects } from "./objects/queries";
import type { Actor } from "./policy";

afterAll(closeDatabase);

const appPeople = ["manages", "uses", "super admin", "another member", "super admin of another account"] as const;
type AppPerson = (typeof appPeople)[number];

let cast: { admin: Actor; colleague: Actor } & Record<Exclude<AppPerson, "manages" | "uses">, Actor>;

beforeAll(async () => {
  const [here, elsewhere] = [await makeAccount(), await makeAccount()];
  cast = {
    admin: await makeUser({ accountId: here }),
    colleague: await makeUser({ accountId: here }),
    "super admin": await makeUser({ accountId: here, role: "super_admin" }),
    "another member": await makeUser({ accountId: here }),
    "super admin of another account": await makeUser({ accountId: elsewhere, role: "super_admin" }),
  };
});

async function outcome(use: Promise<unknown>): Promise<string> {
  try {
    await use;
    return "yes";
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return "no";
    if (error instanceof AppError && error.code === "not_found") return "404";
    throw error;
  }
}

describe.each(appPeople)("in an app, %s", (person) => {
  const may: Record<AppPerson, { see: string; manage: string }> = {
    manages: { see: "yes", manage: "yes" },
    uses: { see: "yes", manage: "no" },
    "super admin": { see: "yes", manage: "no" },
    "another member": { see: "404", manage: "404" },
    "super admin of another account": { see: "404", manage: "404" },
  };

  async function stage() {
    const { admin, colleague } = cast;
    const actor = person === "manages" ? admin : person === "uses" ? colleague : cast[person];
    const appId = await makeApp({ by: admin, members: [{ user: colleague, level: "use" }] });
    const object = await makeObject({ by: admin, appId });
    return { actor, appId, object };
  }

  test("sees it and its objects' names", async () => {
    const { actor, appId, object } = await stage();
    expect(await outcome(findApp(actor, appId))).toBe(may[person].see);
    expect(await outcome(listObjects(actor, appId))).toBe(may[person].see);
    expect(await outcome(findObject(actor, appId, object.id))).toBe(may[person].see);
    expect((await listApps(actor, { q: "" })).rows.some(({ id }) => id === appId)).toBe(may[person].see === "yes");
  });

  test("deletes an object", async () => {
    const { actor, object } = await stage();
    expect(await outcome(deleteObject(actor, { id: object.id }))).toBe(may[person].manage);
  });

  test("binds an object to a connection that is shared with them", async () => {
    const { actor, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: actor });
    const binding = { objectId: object.id, connectionId };
    expect(await outcome(bindInDevelopment(actor, binding))).toBe(may[person].manage);
  });

  test("deploys an object through a connection that is shared with them", async () => {
    const { actor, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: actor, environment: "production" });
    const binding = { objectId: object.id, version: 1, environment: "production" as const, connectionId };
    const rehearsed = { by: actor, requestedBy: actor.id, connectionVersion: 1, ...binding };
    expect(await outcome(db().transaction((tx) => bindRehearsed(tx, rehearsed)))).toBe(may[person].manage);
  });

  test("finds its objects named or only counted on a connection", async () => {
    const { actor, appId, object } = await stage();
    const { id: connectionId } = await makeConnection({ by: cast.admin });
    if (actor.accountId === cast.admin.accountId && actor.id !== cast.admin.id)
      await makeAdmin({ connectionId, user: actor });
    await makeBinding({ by: cast.admin, objectId: object.id, connectionId });
    if (may[person].see === "404" && person === "super admin of another account") {
      expect(await outcome(linkedObjects(actor, connectionId))).toBe("404");
      return;
    }
    const linked = await linkedObjects(actor, connectionId);
    expect(linked.total).toBe(1);
    expect(linked.apps.map(({ id }) => id)).toEqual(may[person].see === "yes" ? [appId] : []);
    expect(linked.hiddenCount).toBe(may[person].see === "yes" ? 0 : 1);
    expect(linked.ask.length > 0).toBe(may[person].see !== "yes");
  });
});

test("an object of one app is not found under another, nor with an id that is nobody's", async () => {
  const { admin } = cast;
  const [one, other] = [await makeApp({ by: admin }), await makeApp({ by: admin })];
  const object = await makeObject({ by: admin, appId: one });
  expect(await outcome(findObject(admin, other, object.id))).toBe("404");
  expect(await outcome(findObject(admin, one, randomUUID()))).toBe("404");
  expect(await outcome(deleteObject(admin, { id: randomUUID() }))).toBe("404");
  expect(await outcome(findConnectionDetail(admin, randomUUID()))).toBe("404");
});
