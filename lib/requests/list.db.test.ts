import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { newId } from "@/db/ids";
import { requestPeople, requests } from "@/db/schema";
import { askDeploy, makeRequestScene, type RequestScene } from "@/scripts/testing/requests";
import { findAppFacts } from "../apps/queries";
import { answerInApp } from "../policy";
import { waitingCap } from "../waiting/schema";
import { countRequestsForMe, listRequests } from "./queries";
import { pageSize, type RequestState } from "./schema";

afterAll(closeDatabase);

let scene: RequestScene;

beforeEach(async () => {
  scene = await makeRequestScene();
});

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Questions for access, one a minute, the first the oldest; of each person one at most is open. */
async function makeRequests(states: readonly RequestState[]): Promise<string[]> {
  const { builder, admin, objectId } = scene;
  const { accountId } = builder;
  const start = Date.now() - dayMs;
  const rows = states.map((state, at) => ({
    id: newId(),
    accountId,
    kind: "access" as const,
    objectId,
    environment: "production" as const,
    connector: "postgresql",
    requestedBy: builder.id,
    requestedAt: new Date(start + at * minuteMs),
    expiresAt: new Date(start + at * minuteMs + 14 * dayMs),
    state,
  }));
  await db().insert(requests).values(rows);
  await db()
    .insert(requestPeople)
    .values(rows.map(({ id }) => ({ accountId, requestId: id, userId: admin.id })));
  return rows.map(({ id }) => id);
}

async function readAll(box: "to_answer" | "asked"): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = await listRequests(box === "asked" ? scene.builder : scene.admin, { box, after });
    pages.push(page.rows.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return pages;
}

describe.each(["to_answer", "asked"] as const)("the list %s", (box) => {
  test("is read page by page to its end: what is open first, then the latest, nothing twice", async () => {
    const states: RequestState[] = Array.from({ length: 2 * pageSize + 3 }, (_, at) => (at === 7 ? "open" : "refused"));
    const ids = await makeRequests(states);
    const pages = await readAll(box);
    expect(pages.map(({ length }) => length)).toEqual([pageSize, pageSize, 3]);
    expect(pages.flat()).toEqual([ids[7], ...ids.filter((_, at) => at !== 7).reverse()]);
  });

  test("whose end is the end of a page leads no further", async () => {
    await makeRequests(Array.from({ length: pageSize }, () => "withdrawn" as const));
    expect((await readAll(box)).map(({ length }) => length)).toEqual([pageSize]);
  });

  test.each([
    "nonsense",
    Buffer.from("[1,2]").toString("base64url"),
    Buffer.from('[true,"x","y"]').toString("base64url"),
  ])("begins at its beginning for the cursor %s", async (after) => {
    await makeRequests(["open", "refused"]);
    const who = box === "asked" ? scene.builder : scene.admin;
    expect(await listRequests(who, { box, after })).toEqual(await listRequests(who, { box }));
  });

  test("an open one whose time is over stands among those that are over", async () => {
    const [old, open] = await makeRequests(["refused", "open"]);
    await db().execute(
      sql`update requests set expires_at = now() - interval '1 minute', requested_at = now() - interval '15 days' where id = ${open}`,
    );
    const rows = (await listRequests(box === "asked" ? scene.builder : scene.admin, { box })).rows;
    expect(rows.map(({ id, state }) => ({ id, state }))).toEqual([
      { id: old, state: "refused" },
      { id: open, state: "expired" },
    ]);
  });
});

test("who may ask by the database's words may by the rules, and nobody else", async () => {
  const { builder, colleague, member, admin, superAdmin, appId } = scene;
  for (const person of [builder, colleague, member, admin, superAdmin]) {
    const facts = await findAppFacts(person, appId);
    const may = facts !== null && answerInApp(person, "object.deploy", facts).allowed;
    const id = newId();
    const { accountId } = person;
    const asked = { accountId, objectId: scene.objectId, environment: "test" as const, connector: "postgresql" };
    const times = { requestedAt: new Date(), expiresAt: new Date(Date.now() + dayMs) };
    await db()
      .insert(requests)
      .values({ id, kind: "access", requestedBy: person.id, ...asked, ...times });
    await db().insert(requestPeople).values({ accountId, requestId: id, userId: scene.deputy.id });
    const [row] = (await listRequests(scene.deputy, { box: "to_answer" })).rows.filter((each) => each.id === id);
    expect([person.name, row?.state]).toEqual([person.name, may ? "open" : "withdrawn"]);
  }
});

test("what waits is counted no further than one beyond the cap", async () => {
  await askDeploy(scene, { people: [scene.admin] });
  expect(await countRequestsForMe(scene.admin)).toBe(1);
  const { accountId, id: requestedBy } = scene.builder;
  await db().execute(sql`
    insert into external_data_objects (id, account_id, app_id, name, created_by, created_at, modified_at)
    select gen_random_uuid(), ${accountId}, ${scene.appId}, 'Object ' || n, ${requestedBy}, now(), now()
    from generate_series(1, ${waitingCap + 5}) n`);
  await db().execute(sql`
    insert into requests (id, account_id, kind, object_id, environment, connector, requested_by, requested_at, expires_at)
    select gen_random_uuid(), ${accountId}, 'access', o.id, 'production', 'postgresql', ${requestedBy}, now(), now() + interval '1 day'
    from external_data_objects o where o.app_id = ${scene.appId}`);
  await db().execute(sql`
    insert into request_people (account_id, request_id, user_id)
    select account_id, id, ${scene.admin.id} from requests where account_id = ${accountId} on conflict do nothing`);
  expect(await countRequestsForMe(scene.admin)).toBe(waitingCap + 1);
  expect(await countRequestsForMe(scene.deputy)).toBe(0);
});
