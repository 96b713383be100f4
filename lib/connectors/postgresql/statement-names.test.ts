import { expect, test } from "vitest";
import { StatementNames } from "./statement-names";

const statement = (text: string, hasOnePlan = true) => ({ text, values: ["1"], hasOnePlan });

function asker(refuse: (name: string | undefined) => string | null = () => null) {
  const names = new StatementNames();
  const sent: (string | undefined)[] = [];
  const ask = (text: string, hasOnePlan?: boolean) =>
    names.ask(statement(text, hasOnePlan), async ({ name }) => {
      sent.push(name);
      const code = refuse(name);
      if (code !== null) throw Object.assign(new Error("refused"), { code });
      return text;
    });
  return { ask, sent };
}

test("one name means one text on every connection, so that a pooler that mixes them up gives no other rows", async () => {
  const [one, other] = [asker(), asker()];
  await one.ask("select 1");
  await one.ask("select 2");
  await other.ask("select 2");
  await other.ask("select 1");
  expect(one.sent).toEqual(other.sent.toReversed());
  expect(new Set(one.sent).size).toBe(2);
  // Beyond this, servers cut a name off.
  for (const name of one.sent) expect(name?.length).toBeLessThan(64);
});

test("a statement whose plan depends on its values has no name", async () => {
  const { ask, sent } = asker();
  await ask("select 1", false);
  expect(sent).toEqual([undefined]);
});

test("a connection has a hundred names, and answers without one beyond", async () => {
  const { ask, sent } = asker();
  for (let at = 0; at < 102; at += 1) await ask(`select ${at}`);
  await ask("select 0");
  expect(new Set(sent.slice(0, 100)).size).toBe(100);
  expect(sent.slice(100)).toEqual([undefined, undefined, sent[0]]);
});

for (const code of ["26000", "42P05"]) {
  test(`a connection that mixes up names (${code}) is asked again without one, and from then on only so`, async () => {
    const { ask, sent } = asker((name) => (name === undefined ? null : code));
    expect(await ask("select 1")).toBe("select 1");
    expect(await ask("select 1")).toBe("select 1");
    expect(sent).toEqual([expect.any(String), undefined, undefined]);
  });
}

test("a statement that is outdated is asked again without a name, any other refusal is one", async () => {
  const outdated = asker((name) => (name === undefined ? null : "0A000"));
  expect(await outdated.ask("select 1")).toBe("select 1");
  const refused = asker(() => "42703");
  await expect(refused.ask("select 1")).rejects.toMatchObject({ code: "42703" });
  expect(refused.sent).toHaveLength(1);
});
