import { describe, expect, test } from "vitest";
import { findProblems } from "./check-boundaries";

const problemsOf = (tree: Record<string, string>) => findProblems(new Map(Object.entries(tree)));
const plain = "export const one = 1;\n";

describe("imports that break a rule", () => {
  test.each<[string, string, string, string]>([
    [
      "a page that reads the database",
      "app/page.tsx",
      "@/db/client",
      "only queries.ts, commands.ts and sessions.ts import db",
    ],
    ["an action that reads the database", "lib/connections/actions.ts", "@/db/schema", "only queries.ts"],
    ["the policy reading the database", "lib/policy.ts", "../db/client", "only queries.ts"],
    ["a helper of a feature reading the database", "lib/connections/status.ts", "@/db/client", "only queries.ts"],
    ["the database importing a feature", "db/client.ts", "../lib/policy", "base stands below rules"],
    ["the policy importing a query", "lib/policy.ts", "./connections/queries", "rules stands below core"],
    ["a schema importing a command", "lib/admins/schema.ts", "./commands", "rules stands below core"],
    ["a command importing an action", "lib/admins/commands.ts", "./actions", "core stands below actions"],
    ["a query importing a page", "lib/admins/queries.ts", "@/app/page", "core stands below app"],
    [
      "a query importing a component",
      "lib/admins/queries.ts",
      "@/components/ui/button",
      "only app and components import components",
    ],
    ["an action importing a loader", "lib/admins/actions.ts", "./loaders", "only app imports loaders"],
    [
      "a component importing a loader",
      "components/admins/list.tsx",
      "@/lib/admins/loaders",
      "components import no server module",
    ],
    [
      "a component importing a command",
      "components/admins/list.tsx",
      "@/lib/admins/commands",
      "components import no server module",
    ],
    [
      "a component importing the policy",
      "components/admins/list.tsx",
      "@/lib/policy",
      "components import no server module",
    ],
    [
      "a connector importing the policy",
      "lib/connectors/mysql/driver.ts",
      "../../policy",
      "connectors import nothing of ours",
    ],
    ["a connector importing settings", "lib/connectors/network.ts", "@/lib/env", "connectors import nothing of ours"],
    ["a page importing the seed", "app/page.tsx", "@/db/factories", "stands beside the product"],
    [
      "a command importing a test's tool",
      "lib/admins/commands.ts",
      "@/scripts/testing/until",
      "stands beside the product",
    ],
    ["a query importing a driver", "lib/admins/queries.ts", "pg", "only a connector's driver.ts imports pg"],
    [
      "a connector's catalog importing a driver",
      "lib/connectors/mysql/catalog.ts",
      "mysql2/promise",
      "only a connector's driver.ts imports mysql2",
    ],
  ])("%s", (_, file, specifier, rule) => {
    const target = specifier.startsWith("@/") ? `${specifier.slice(2)}.ts` : "lib/unused.ts";
    for (const source of [
      `import { one } from "${specifier}";`,
      `export { one } from "${specifier}";`,
      `export * from "${specifier}";`,
      `import "${specifier}";`,
      `export const load = () => import("${specifier}");`,
      `export const load = () => require("${specifier}");`,
    ]) {
      const problems = problemsOf({ [file]: source, [target]: plain });
      expect(problems.join("\n")).toContain(rule);
    }
  });

  test("a type of a server module is a server module's, of the rules a word", () => {
    const source = (module: string) => `import type { One } from "@/lib/${module}";`;
    expect(problemsOf({ "components/x.tsx": source("admins/queries") })).toHaveLength(1);
    expect(problemsOf({ "components/x.tsx": source("policy") })).toEqual([]);
    expect(problemsOf({ "components/x.tsx": 'import { type One, two } from "@/lib/policy";' })).toHaveLength(1);
    expect(problemsOf({ "lib/policy.ts": 'export type X = import("./admins/queries").One;' })).toHaveLength(1);
  });
});

test("what the design allows is allowed", () => {
  const tree = {
    "app/connections/page.tsx": 'import "@/lib/connections/loaders"; import "@/components/connections/table";',
    "components/connections/table.tsx":
      'import "@/lib/connections/actions"; import "@/lib/connections/schema"; import "@/lib/connectors/forms";',
    "lib/connections/loaders.ts": 'import "./queries"; import "../actor"; import "../loader";',
    "lib/connections/actions.ts": 'import "./commands"; import "./queries"; import "./schema"; import "../action";',
    "lib/connections/commands.ts":
      'import "@/db/client"; import "../policy"; import "../vault"; import "../connectors/connectors";',
    "lib/connections/queries.ts": 'import "../../db/schema";',
    "lib/connections/schema.ts": 'import "../policy"; import "../connectors/forms"; import "zod";',
    "lib/connectors/postgresql/driver.ts": 'import "pg"; import "../network"; import "../../errors";',
    "lib/connectors/postgresql/driver.db.test.ts":
      'import "pg"; import "@/db/client"; import "@/scripts/testing/until";',
    "db/client.ts": 'import "../lib/env"; import "./schema";',
    "db/schema/index.ts": 'export { users } from "./users";',
    "db/seed.ts": 'import "./factories"; import "../lib/policy";',
    "scripts/seed-demo.ts": 'import "@/db/seed"; export const url = process.env.DATABASE_URL;',
    "next.config.js": "export default { distDir: process.env.NEXT_DIST_DIR };",
    "lib/env.ts": "export const all = process.env;",
  };
  expect(problemsOf(tree)).toEqual([]);
});

describe("words that nobody says here", () => {
  test.each([
    ["any", "export let x: any;", "says `any`"],
    ["any in a generic", "export const x = new Map<string, any>();", "says `any`"],
    ["as", "export const x = y as string;", "claims a type with `as`"],
    ["as unknown as", "export const x = (y as unknown) as string;", "claims a type with `as`"],
    ["angle brackets", "export const x = <string>y;", "claims a type with `<…>`"],
    ["!", "export const x = y!.z;", "says `!`"],
    ["process.env", "export const x = process.env.X;", "reads process.env"],
    ["process['env']", 'export const x = process["env"];', "reads process.env"],
    ["destructured", "const { env } = process; export const x = env;", "reads process.env"],
    ["globalThis.process.env", "export const x = globalThis.process.env;", "reads process.env"],
    ["imported env", 'import { env } from "node:process"; export const x = env;', "reads process.env"],
    ["a silenced compiler", `// @ts-${"ignore"}\nexport const x = 1;`, "silences a tool"],
    ["an expected error", `// @ts-${"expect-error"}\nexport const x = 1;`, "silences a tool"],
    ["a silenced linter", `/* biome-${"ignore"} lint: no */\nexport const x = 1;`, "silences a tool"],
  ])("%s", (_, source, rule) => {
    const [problem, ...others] = problemsOf({ "lib/one.ts": source });
    expect(problem).toContain(rule);
    expect(problem).toMatch(/^lib\/one\.ts:1: /);
    expect(others.every((other) => other.includes(rule))).toBe(true);
  });

  test("the same letters that mean something else", () => {
    const source = `
      import { one as two } from "./two";
      export { two as three };
      export const list = ["any", "as string", "x!"] as const satisfies readonly string[];
      export const any = !two && two !== three;
      export const text = \`as any\${any}\`; // as any!
      declare const three: unknown;`;
    expect(problemsOf({ "lib/one.ts": source, "lib/two.ts": plain })).toEqual([]);
    expect(problemsOf({ "components/one.tsx": "export const One = () => <p>process.env as any!</p>;" })).toEqual([]);
  });
});

describe("names and lengths", () => {
  test.each([
    ["lib/utils/dates.ts", "drawer"],
    ["lib/helpers.ts", "drawer"],
    ["components/hooks/use-x.ts", "drawer"],
    ["lib/types/connection.ts", "drawer"],
    ["lib/connections/index.ts", "barrel"],
    ["components/ui/index.tsx", "barrel"],
    ["components/Button.tsx", "kebab-case"],
    ["lib/myFeature/queries.ts", "kebab-case"],
    ["components/ui/button.test.tsx", ".tsx unit test"],
  ])("%s", (file, rule) => {
    expect(problemsOf({ [file]: plain }).join("\n")).toContain(rule);
  });

  test.each([
    "app/(auth)/sign-in/page.tsx",
    "app/apps/[appId]/data/[objectId]/page.tsx",
    "app/api/auth/[...nextauth]/route.ts",
    "lib/connectors/types.ts",
    "lib/policy.db.test.ts",
    "scripts/embedded-postgres.d.mts",
  ])("%s is fine", (file) => {
    expect(problemsOf({ [file]: plain })).toEqual([]);
  });

  test("three hundred lines and no more", () => {
    expect(problemsOf({ "lib/one.ts": plain.repeat(300).replaceAll("one", () => "a") })).not.toContain("lines");
    const problems = problemsOf({ "lib/one.ts": "// line\n".repeat(301) });
    expect(problems).toEqual(["lib/one.ts: 301 lines, at most 300"]);
    expect(problemsOf({ "lib/one.ts": "// line\n".repeat(300) })).toEqual([]);
  });
});
