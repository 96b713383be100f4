const required = ["DATABASE_URL", "ENCRYPTION_KEYS", "NEXTAUTH_SECRET"];

/**
 * Embedded: everything is made here, for one machine. Operated: everything is given, and nothing made up.
 * Throws an Error that names each setting that is missing.
 * @param {Record<string, string | undefined>} env
 * @returns {"embedded" | "operated"}
 */
export function modeOf(env) {
  if (!required.some((name) => env[name]) && env.NODE_ENV !== "production") return "embedded";
  const missing = [...required, "NEXTAUTH_URL"].filter((name) => !env[name]);
  if (missing.length === 0) return "operated";
  const reason = required.some((name) => env[name]) ? "some of its settings are given" : "NODE_ENV is production";
  throw new Error(
    `Linkspan runs on your own database and keys, because ${reason}. Not set: ${missing.join(", ")}. ` +
      "Set each of them (.env.example explains how), or none of them to try Linkspan out with an embedded PostgreSQL.",
  );
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopback(host) {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
