import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { findActor } from "../../actor";
import { env } from "../../env";
import { withLogContext } from "../../log";
import { mailIsConfigured } from "../../mail/mail";
import { clientOf, isFromOwnPages, requestIds } from "../../request";
import { demoUsers } from "../demo";
import { nextPath } from "../next-path";
import { beginAtProvider, finishAtProvider } from "../oidc/flow";
import { providerLink } from "../oidc/link";
import { providerId } from "../oidc/provider";
import { toldInAddress } from "../oidc/schema";
import { problemWords } from "../oidc/words";
import { hasAccount } from "../queries";
import { nextAuthOptions } from "./next-auth";
import type { SignInPage } from "./schema";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What the sign-in page shows. Leads to set-up while there is no account, and onwards who is signed in already. */
export async function loadSignInPage(searchParams: SearchParams): Promise<SignInPage> {
  if (!(await hasAccount())) redirect("/set-up");
  const { next: wanted, ...address } = await searchParams;
  const next = nextPath(typeof wanted === "string" ? wanted : null);
  const provider = identityProvider(next, address);
  // Who was refused as somebody else hears why, before they go on as who they are.
  const isTold = provider !== null && provider.problem !== null;
  if (!isTold && (await findActor()) !== null) redirect(next ?? "/connections");
  const { demoSignIns, passwordSignIn } = env();
  return {
    next,
    provider,
    byPassword: passwordSignIn,
    canForget: passwordSignIn && mailIsConfigured(),
    people: demoSignIns ? demoPeople() : [],
    sample: demoSignIns ? sampleDatabase() : null,
  };
}

/** From the settings alone: the page is there whether or not the provider is. */
function identityProvider(next: string | null, address: object): SignInPage["provider"] {
  const link = providerLink(next);
  if (link === null) return null;
  const { passwordSignIn } = env();
  const told = toldInAddress.safeParse(address).data;
  if (told === undefined) return { ...link, problem: null };
  const message = problemWords(told.problem, { name: link.name, passwordSignIn });
  return { ...link, problem: { code: "unauthorized", message, reference: told.reference } };
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

/** The way to the identity provider and back. */
async function answerProviderRequest(name: string, request: NextRequest): Promise<Response> {
  const { oidc } = env();
  const query = Object.fromEntries(request.nextUrl.searchParams);
  if (oidc === null || !(name === "signin" || name === "callback")) return new Response("Not found\n", { status: 404 });
  if (name === "signin") return beginAtProvider(oidc, { next: nextPath(query.next), headers: request.headers });
  const cookies = Object.fromEntries(request.cookies.getAll().map((cookie) => [cookie.name, cookie.value]));
  return finishAtProvider(oidc, { query, cookies, client: clientOf(request.headers) });
}

/** NextAuth's session route would prolong a session with every call, and its pages are not ours. */
const offered = new Set(["csrf", "callback", "signin", "signout", "error"]);

/** Answers /api/auth/…: only what signing in and out needs, and only to our own pages where it changes something. */
export async function answerAuthRequest(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const [name = "", provider] = (await context.params).nextauth;
  if (!offered.has(name)) return new Response("Not found\n", { status: 404 });
  if (request.method === "GET" && provider === providerId) {
    return withLogContext(requestIds(request.headers), () => answerProviderRequest(name, request));
  }
  if (request.method === "POST" && !isFromOwnPages(request.headers))
    return new Response("Forbidden\n", { status: 403 });
  const response: unknown = await withLogContext(requestIds(request.headers), () =>
    NextAuth(request, context, nextAuthOptions()),
  );
  if (!(response instanceof Response)) throw new TypeError("NextAuth did not answer with a response.");
  return response;
}
