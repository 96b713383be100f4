import { randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "./lib/env";
import { isFromOwnPages, requestIdHeader, requestUrlHeader } from "./lib/request";
import { refuseRequest } from "./lib/request-limits";
import { contentSecurityPolicy, securityHeaders } from "./lib/security-headers";

/** Before every page, action and API route: refuses what is no request of ours and sets the headers of the answer. */
export function proxy(request: NextRequest): Response {
  const requestId = randomUUID();
  const nonce = Buffer.from(randomUUID()).toString("base64");
  const isHttps = env().publicUrl.protocol === "https:";
  const policy = contentSecurityPolicy({ nonce, isHttps, isDevelopment: process.env.NODE_ENV === "development" });
  const response = refuseRequest(request, isFromOwnPages(request.headers)) ?? passOn(request, { requestId, policy });
  response.headers.set("content-security-policy", policy);
  response.headers.set(requestIdHeader, requestId);
  for (const [name, value] of securityHeaders(isHttps)) response.headers.set(name, value);
  return response;
}

function passOn(request: NextRequest, { requestId, policy }: { requestId: string; policy: string }): Response {
  const headers = new Headers(request.headers);
  headers.set(requestIdHeader, requestId);
  headers.set(requestUrlHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next takes the nonce for its scripts from here.
  headers.set("content-security-policy", policy);
  // Next compares an action's Origin with this header before ours is asked; behind a proxy that rewrites Host it
  // would refuse everybody. A client's own value never gets through.
  headers.delete("x-forwarded-host");
  const origin = headers.get("origin");
  if (origin !== null && isFromOwnPages(headers)) headers.set("x-forwarded-host", new URL(origin).host);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  // Built assets have their headers from next.config.js; they are public and the same for everybody.
  matcher: ["/((?!_next/static/|icon.svg$).*)"],
};
