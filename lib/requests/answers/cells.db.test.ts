import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { makeAccount, makeConnection, makeUser } from "@/db/factories";
import { letGo } from "@/scripts/testing/let-go";
import { type Parcels, startParcels } from "@/scripts/testing/parcels";
import {
  askAccess,
  askDeploy,
  boundNow,
  expire,
  makeParcelsScene,
  type RequestScene,
  storedRequest,
} from "@/scripts/testing/requests";
import { revokeAdmin } from "../../admins/commands";
import { changeMemberLevel, removeMember } from "../../apps/members/commands";
import { findConnectionDetail } from "../../connections/queries";
import { AppError } from "../../errors";
import type { Actor } from "../../policy";
import { withdrawRequest } from "../commands";
import { findRequestDetail } from "../detail/queries";
import { countRequestsForMe, listRequests } from "../queries";
import type { RequestKind, RequestState } from "../schema";
import { confirmAccess, confirmDeploy, refuseRequest } from "./commands";
import { rehearseRequest } from "./queries";

// Every role in every state: who sees a request, takes it back, tries it, says no, and says yes.

let parcels: Parcels;

beforeAll(async () => {
  parcels = await startParcels();
});

afterAll(async () => {
  await parcels.stop();
  await closeDatabase();
});

const signal = new AbortController().signal;

/** What each person became after the question, and who they are. */
const roles: Record<string, (scene: RequestScene) => Actor | Promise<Actor>> = {
  "who asked": ({ builder }) => builder,
  "who asked, with use by now": async ({ builder, colleague, appId }) => {
    await changeMemberLevel(colleague, { appId, userId: builder.id, level: "use" });
    return builder;
  },
  "who asked and was removed from the app": async ({ builder, colleague, appId }) => {
    await removeMember(colleague, { appId, userId: builder.id });
    return builder;
  },
  "who asked and was deactivated": async ({ builder, superAdmin }) => {
    await letGo(superAdmin, builder.id);
    return builder;
  },
  "who is asked": ({ admin }) => admin,
  "who is asked and was revoked": async ({ admin, deputy, connectionId }) => {
    await revokeAdmin(deputy, { connectionId, userId: admin.id });
    // What they have elsewhere does not do.
    await makeConnection({ by: admin, environment: "test" });
    return admin;
  },
  "who is asked and was deactivated": async ({ admin, superAdmin }) => {
    await letGo(superAdmin, admin.id);
    return admin;
  },
  "another admin there, who is not asked": async ({ nobody }) => {
    await makeConnection({ by: nobody, environment: "production" });
    return nobody;
  },
  "another manager of the app": ({ colleague }) => colleague,
  "a super admin": ({ superAdmin }) => superAdmin,
  "a super admin of another account": async () => makeUser({ accountId: await makeAccount(), role: "super_admin" }),
};

const states: Record<RequestState, (scene: RequestScene, id: string, kind: RequestKind) => Promise<unknown>> = {
  open: async () => undefined,
  confirmed: ({ deputy, connectionId }, id, kind) =>
    kind === "deploy"
      ? confirmDeploy(deputy, { id, connectionId, replaces: null })
      : confirmAccess(deputy, { id, connectionId }),
  refused: ({ deputy }, id) => refuseRequest(deputy, { id, answer: "Not before the fair" }),
  withdrawn: ({ builder }, id) => withdrawRequest(builder, { id }),
  expired: (_, id) => expire(id),
};
const stateNames = ["open", "confirmed", "refused", "withdrawn", "expired"] as const satisfies readonly RequestState[];

const uses: Record<string, (actor: Actor, scene: RequestScene, id: string, kind: RequestKind) => Promise<unknown>> = {
  see: (actor, _, id) => findRequestDetail(actor, id),
  withdraw: (actor, _, id) => withdrawRequest(actor, { id }),
  rehearse: (actor, { connectionId }, id) => rehearseRequest(actor, { id, connectionId }, signal),
  refuse: (actor, _, id) => refuseRequest(actor, { id, answer: "No" }),
  confirm: async (actor, scene, id, kind) => {
    const { connectionId } = scene;
    if (kind === "access") return confirmAccess(actor, { id, connectionId });
    const replaces = (await boundNow(scene))[0]?.version ?? null;
    return confirmDeploy(actor, { id, connectionId, replaces });
  },
};

async function outcome(use: Promise<unknown>): Promise<string> {
  try {
    await use;
    return "yes";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const nothing = ["not_found", "not_found", "not_found", "not_found", "not_found"];
const asker = (open: string) => ["yes", open, "forbidden", "forbidden", "forbidden"];
const powerless = ["yes", "forbidden", "forbidden", "forbidden", "forbidden"];

/** see, withdraw, rehearse, refuse, confirm: while it is open, and after. */
const promises: Record<string, { open: string[]; over: string[] }> = {
  "who asked": { open: asker("yes"), over: asker("conflict") },
  // It counts as withdrawn: whoever may not deploy does not ask for it either.
  "who asked, with use by now": { open: asker("conflict"), over: asker("conflict") },
  "who asked and was removed from the app": { open: nothing, over: nothing },
  "who asked and was deactivated": { open: nothing, over: nothing },
  "who is asked": {
    open: ["yes", "forbidden", "yes", "yes", "yes"],
    over: ["yes", "forbidden", "conflict", "conflict", "conflict"],
  },
  "who is asked and was revoked": { open: powerless, over: powerless },
  // The deputy is left to answer it.
  "who is asked and was deactivated": { open: nothing, over: powerless },
  "another admin there, who is not asked": { open: nothing, over: nothing },
  "another manager of the app": { open: nothing, over: nothing },
  "a super admin": { open: nothing, over: nothing },
  "a super admin of another account": { open: nothing, over: nothing },
};

describe.each(Object.keys(roles))("%s", (role) => {
  test.each(stateNames)("while it is %s", async (state) => {
    const expected = (state === "open" ? promises[role]?.open : promises[role]?.over) ?? [];
    const found: string[] = [];
    let scene: RequestScene | null = null;
    let id = "";
    let actor: Actor | undefined;
    for (const [at, use] of Object.values(uses).entries()) {
      // Whatever went through changed it: the next one needs another.
      if (scene === null || actor === undefined || (at > 1 && found[at - 1] === "yes")) {
        scene = await makeParcelsScene(parcels);
        id = await askDeploy(scene);
        await states[state](scene, id, "deploy");
        actor = await roles[role]?.(scene);
      }
      if (actor === undefined) throw new Error("No such role.");
      found.push(await outcome(use(actor, scene, id, "deploy")));
    }
    expect(found).toEqual(expected);
  });
});

describe.each(stateNames)("a request for access that is %s", (state) => {
  test("makes an admin while it is open, and never after", async () => {
    const scene = await makeParcelsScene(parcels);
    const id = await askAccess(scene);
    await states[state](scene, id, "access");
    const before = await storedRequest(id);
    const { deputy, admin, connectionId, builder } = scene;
    if (state === "confirmed") await revokeAdmin(deputy, { connectionId, userId: builder.id });
    expect(await outcome(confirmAccess(admin, { id, connectionId }))).toBe(state === "open" ? "yes" : "conflict");
    const administers = await outcome(findConnectionDetail(builder, connectionId));
    expect(administers).toBe(state === "open" ? "yes" : "not_found");
    if (state !== "open") expect(await storedRequest(id)).toEqual(before);
  });

  test("is for nobody else to answer", async () => {
    const scene = await makeParcelsScene(parcels);
    const id = await askAccess(scene, { people: [scene.deputy] });
    await states[state](scene, id, "access");
    const { admin, builder, superAdmin, connectionId } = scene;
    expect(await outcome(confirmAccess(admin, { id, connectionId }))).toBe("not_found");
    expect(await outcome(confirmAccess(superAdmin, { id, connectionId }))).toBe("not_found");
    const own = await makeConnection({ by: builder, environment: "production" });
    expect(await outcome(confirmAccess(builder, { id, connectionId: own.id }))).toBe("forbidden");
  });
});

describe.each(Object.keys(roles))("what is counted for %s", (role) => {
  test("is what their list holds for them to answer", async () => {
    const scene = await makeParcelsScene(parcels);
    await askDeploy(scene);
    await askAccess(scene);
    const { length } = (await listRequests(scene.deputy, { box: "to_answer" })).rows;
    expect(length).toBe(2);
    const actor = (await roles[role]?.(scene)) ?? scene.nobody;
    const { rows } = await listRequests(actor, { box: "to_answer" });
    const details = await Promise.all(rows.map(({ id }) => findRequestDetail(actor, id)));
    const open = details.filter((detail) => detail.state === "open" && detail.answerRefusal === null);
    expect(await countRequestsForMe(actor)).toBe(open.length);
    expect(open.length).toBe(role === "who is asked" ? 2 : 0);
  });
});
