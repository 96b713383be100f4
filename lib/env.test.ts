import { describe, expect, test } from "vitest";
import { parseEnv } from "./env";

const basic = {
  DATABASE_URL: "postgres://localhost/linkspan",
  ENCRYPTION_KEYS: "k:key",
  NEXTAUTH_SECRET: "a secret that is long enough to pass the check",
  NEXTAUTH_URL: "https://linkspan.example",
};
const oidc = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "linkspan", OIDC_CLIENT_SECRET: "a secret" };
const groups = { OIDC_GROUPS_CLAIM: "groups", OIDC_SUPER_ADMIN_GROUP: "linkspan-admins" };
const parse = (settings: Record<string, string>) => parseEnv({ ...basic, ...settings });

describe("the settings of an identity provider", () => {
  test("none at all is none, three are enough, and what compose leaves empty counts as not set", () => {
    expect(parse({})).toMatchObject({ oidc: null, passwordSignIn: true });
    expect(parse({ OIDC_ISSUER: "", OIDC_NAME: "", OIDC_SCOPES: "", PASSWORD_SIGN_IN: "" }).oidc).toBeNull();
    expect(parse(oidc).oidc).toEqual({
      issuer: "https://id.example",
      clientId: "linkspan",
      clientSecret: "a secret",
      name: "id.example",
      scopes: "openid email profile",
      superAdmins: null,
    });
  });

  test("all of them are taken as they are, the issuer to the letter", () => {
    const all = { ...oidc, ...groups, OIDC_ISSUER: "https://id.example/tenant/", OIDC_NAME: " Norrvik ID " };
    expect(parse({ ...all, OIDC_SCOPES: "openid email groups", PASSWORD_SIGN_IN: "off" })).toMatchObject({
      passwordSignIn: false,
      oidc: {
        issuer: "https://id.example/tenant/",
        name: "Norrvik ID",
        scopes: "openid email groups",
        superAdmins: { claim: "groups", group: "linkspan-admins" },
      },
    });
  });

  test.each(Object.keys(oidc))("%s missing beside the others is named", (name) => {
    const others = Object.entries(oidc).filter(([key]) => key !== name);
    expect(() => parse(Object.fromEntries(others))).toThrow(`${name} is not set`);
  });

  test.each([
    ["a claim without a group", { ...oidc, OIDC_GROUPS_CLAIM: "groups" }, "OIDC_SUPER_ADMIN_GROUP is not set"],
    ["a group without a claim", { ...oidc, OIDC_SUPER_ADMIN_GROUP: "admins" }, "OIDC_GROUPS_CLAIM is not set"],
    ["groups without a provider", groups, "OIDC_ISSUER is not set"],
    ["an issuer in the clear", { ...oidc, OIDC_ISSUER: "http://id.example" }, "OIDC_ISSUER: must be https"],
    ["a host that only begins like loopback", { ...oidc, OIDC_ISSUER: "http://127.0.0.1.example" }, "must be https"],
    ["an issuer with a query", { ...oidc, OIDC_ISSUER: "https://id.example/?a=1" }, "neither a query"],
    ["an issuer that is no address", { ...oidc, OIDC_ISSUER: "id.example" }, "OIDC_ISSUER: must be the https URL"],
    ["scopes without openid", { ...oidc, OIDC_SCOPES: "email openid2" }, 'OIDC_SCOPES: must have "openid"'],
    ["no passwords and no provider", { PASSWORD_SIGN_IN: "off" }, "PASSWORD_SIGN_IN: without an identity provider"],
    ["a password setting of its own", { ...oidc, PASSWORD_SIGN_IN: "no" }, 'PASSWORD_SIGN_IN: must be "on" or "off"'],
  ])("%s is refused", (_what, settings, words) => {
    expect(() => parse(settings)).toThrow(words);
  });

  test("loopback may speak in the clear", () => {
    for (const host of ["127.0.0.1:4000", "localhost:4000", "[::1]:4000"]) {
      expect(parse({ ...oidc, OIDC_ISSUER: `http://${host}` }).oidc?.issuer).toBe(`http://${host}`);
    }
  });
});
