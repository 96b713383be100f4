/** What global-setup.ts left for the tests. */
export function setting(name: "E2E_BASE_URL" | "E2E_SERVER_LOG" | "SAMPLE_DATABASE_URL" | "DATABASE_URL"): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: run these tests with \`npm test e2e\`.`);
  return value;
}

/** The origin that actions accept. */
export const origin = () => new URL(setting("E2E_BASE_URL")).origin;

/** How the sample database is reached, as one would type it. */
export function sampleDatabase() {
  const url = new URL(setting("SAMPLE_DATABASE_URL"));
  return {
    host: url.hostname,
    port: url.port,
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
