import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { findActor } from "../../actor";
import { env } from "../../env";
import { withLogContext } from "../../log";
import { isFromOwnPages, requestIds } from "../../request";
import { demoUsers } from "../demo";
import { nextPath } from "../next-path";
import { hasAccount } from "../queries";
import { nextAuthOptions } from "./next-auth";
import type { SignInPage } from "./schema";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What the sign-in page shows. Leads to set-up while there is no account, and onwards who is signed in already. */
export async function loadSignInPage(searchParams: SearchParams): Promise<SignInPage> {
  if (!(await hasAccount())) redirect("/set-up");
  const { next: wanted } = await searchParams;
  const next = nextPath(typeof wanted === "string" ? wanted : null);
  if ((await findActor()) !== null) redirect(next ?? "/connections");
  const { demoSignIns } = env();
  return { next, people: demoSignIns ? demoPeople() : [], sample: demoSignIns ? sampleDatabase() : null };
}

function demoPeople(): SignInPage["people"] {
  return demoUsers.map(({ email, name, role }) => ({
    email,
    name,
    role: role === "super_admin" ? "Super admin" : "Member",
  }));
}

function sampleDatabase(): SignInPage["sample"] {
  const { sampleDatabaseUrl } = env();
  if (sampleDatabaseUrl === null) return null;
  const url = new URL(sampleDatabaseUrl);
  return {
    host: url.hostname,
    port: url.port,
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/** NextAuth's session route would prolong a session with every call, and its pages are not ours. */
const offered = new Set(["csrf", "callback", "signin", "signout", "error"]);

/** Answers /api/auth/…: only what signing in and out needs, and only to our own pages where it changes something. */
export async function answerAuthRequest(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const [name = ""] = (await context.params).nextauth;
  if (!offered.has(name)) return new Response("Not found\n", { status: 404 });
  if (request.method === "POST" && !isFromOwnPages(request.headers))
    return new Response("Forbidden\n", { status: 403 });
  const response: unknown = await withLogContext(requestIds(request.headers), () =>
    NextAuth(request, context, nextAuthOptions()),
  );
  if (!(response instanceof Response)) throw new TypeError("NextAuth did not answer with a response.");
  return response;
}
