import NextAuth, { type NextAuthOptions } from "next-auth";

/** A request to NextAuth, with everything that it reads given: its form for route handlers asks Next for the rest. */
export type Asked = {
  method: "GET" | "POST";
  action: "signin" | "callback" | "csrf";
  providerId?: string;
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies: Record<string, string>;
};

/** `location`: where NextAuth leads the browser; null where it answers with a body. */
export type Answered = { location: string | null; setCookies: readonly string[]; body: unknown };

/** Asks NextAuth in its form for plain Node handlers, which takes what it needs and writes down what it answers. */
export async function askNextAuth(options: NextAuthOptions, asked: Asked): Promise<Answered> {
  const { method, action, providerId, query = {}, body = {}, cookies } = asked;
  const headers = new Map<string, unknown>();
  const answered: { body: unknown } = { body: null };
  const answer = {
    status: () => answer,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => headers.set(name.toLowerCase(), value),
    send: (sent: unknown) => {
      answered.body = sent;
    },
    json: (sent: unknown) => {
      answered.body = sent;
    },
    end: () => undefined,
  };
  const nextauth = providerId === undefined ? [action] : [action, providerId];
  const handle: (request: object, response: object) => Promise<unknown> = NextAuth(options);
  await handle({ method, headers: {}, cookies, body, query: { ...query, nextauth } }, answer);
  const location = headers.get("location");
  const setCookies = headers.get("set-cookie");
  return {
    location: typeof location === "string" ? location : null,
    setCookies: Array.isArray(setCookies) ? setCookies.filter((cookie) => typeof cookie === "string") : [],
    body: answered.body,
  };
}
