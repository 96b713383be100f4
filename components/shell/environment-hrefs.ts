import type { Environment } from "@/lib/policy";

/** The same page in each environment: `path` has no query of its own. */
export function environmentHrefs(path: string): Record<Environment, string> {
  return {
    development: `${path}?environment=development`,
    test: `${path}?environment=test`,
    production: `${path}?environment=production`,
  };
}
