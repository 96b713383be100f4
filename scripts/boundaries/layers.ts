/** Drivers of foreign databases: only a connector's driver.ts may have them. */
const foreignDrivers = new Set(["pg", "pg-native", "mysql", "mysql2", "mariadb", "tedious", "oracledb", "mongodb"]);

/** Who stands above whom: a file imports from its own layer and those below. */
const layers = ["base", "rules", "core", "actions", "loaders", "app"] as const;
type Layer = (typeof layers)[number];

/** The layer of a product file; null for what stands beside the product (tests, scripts, benches, seeds). */
function layerOf(path: string): Layer | null {
  if (isBeside(path)) return null;
  if (/^(app|components)\//.test(path) || !path.includes("/")) return "app";
  if (path.startsWith("db/") || /^lib\/(env|errors|log|describe-error|readable-code)\.ts$/.test(path)) return "base";
  if (/^lib\/connectors\/|\/schema\.ts$|^lib\/(policy|answers|vault|canonical-json)\.ts$/.test(path)) return "rules";
  if (/\/actions\.ts$/.test(path)) return "actions";
  if (/\/loaders\.ts$/.test(path)) return "loaders";
  return "core";
}

function isBeside(path: string): boolean {
  return (
    /\.test\.ts$/.test(path) ||
    /^(scripts|e2e|bench)\//.test(path) ||
    /^db\/(factories|seed[a-z-]*)\.ts$/.test(path) ||
    /^[^/]+\.config\.[a-z]+$/.test(path)
  );
}

/** Why `from` may not import `to`, a file of ours by its path; null when it may. A type-only import is gone at run time. */
export function refuseFile(from: string, to: string, isTypeOnly = false): string | null {
  const [own, other] = [layerOf(from), layerOf(to)];
  if (own === null) return null;
  if (other === null) return `${to} stands beside the product: only tests, scripts, benches and seeds import it`;
  if (to.startsWith("db/") && !from.startsWith("db/") && !/\/(queries|commands|sessions)\.ts$/.test(from)) {
    return "only queries.ts, commands.ts and sessions.ts import db";
  }
  if (from.startsWith("lib/connectors/") && !/^lib\/(connectors\/|errors\.ts$)/.test(to)) {
    return "connectors import nothing of ours but connectors and errors";
  }
  if (from.startsWith("components/") && isServerModule(to) && !(isTypeOnly && speaksOfRules(to))) {
    return "components import no server module but actions.ts, schema.ts and connectors/forms.ts";
  }
  if (/\/loaders\.ts$/.test(to) && !from.startsWith("app/") && from !== to) return "only app imports loaders";
  if (to.startsWith("components/") && !/^(app|components)\//.test(from))
    return "only app and components import components";
  if (layers.indexOf(own) < layers.indexOf(other)) return `${own} stands below ${other}`;
  return null;
}

/** Their types are words that the browser may use: what failed, who may do what, what a connector asks for. */
function speaksOfRules(path: string): boolean {
  return path.startsWith("lib/") && ["base", "rules"].includes(layerOf(path) ?? "");
}

function isServerModule(path: string): boolean {
  if (path.startsWith("components/")) return false;
  return !/^lib\/(.+\/)?(actions|schema)\.ts$/.test(path) && path !== "lib/connectors/forms.ts";
}

/** Why `from` may not import a package; null when it may. */
export function refusePackage(from: string, specifier: string): string | null {
  const name = specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : (specifier.split("/")[0] ?? "");
  if (!foreignDrivers.has(name) || isBeside(from) || /^lib\/connectors\/[^/]+\/driver\.ts$/.test(from)) return null;
  return `only a connector's driver.ts imports ${name}`;
}

const sourceEndings = /\.(ts|tsx|mts|js|mjs|cjs)$/;

/** Why a file may not have this name or place; null when it may. */
export function refuseName(path: string): string | null {
  const parts = path.split("/");
  const file = parts[parts.length - 1] ?? "";
  const drawer = [...parts.slice(0, -1), ...(file === "types.ts" ? [] : [file.replace(sourceEndings, "")])].find(
    (part) => ["utils", "util", "helpers", "helper", "types", "hooks", "common", "misc"].includes(part),
  );
  if (drawer !== undefined) return `"${drawer}" is a drawer: name what is in it`;
  if (/^index\.[a-z]+$/.test(file) && path !== "db/schema/index.ts") return "a barrel: import from the file itself";
  if (/\.test\.tsx$/.test(file)) return "a .tsx unit test: prove it in the browser";
  return parts.every(isKebab) ? null : "not in kebab-case";
}

/** Next's own notation is allowed for: (group), [parameter], [...rest], @slot. */
function isKebab(part: string): boolean {
  return /^@?\(?[a-z0-9.-]+\)?$/.test(part) || /^\[+(\.\.\.)?[a-zA-Z]+\]+$/.test(part);
}
