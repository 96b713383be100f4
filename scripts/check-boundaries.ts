import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { refuseFile, refuseName, refusePackage } from "./boundaries/layers";
import { readSyntax } from "./boundaries/syntax";

/** Sources by their path from the root, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

const maxLines = 300;
const sourceEnding = /\.(ts|tsx|mts|js|mjs|cjs)$/;
const notOurs = new Set(["node_modules", "migrations", "public", "test-results", "playwright-report"]);

/** Everything in a tree that breaks a rule of the house, as `path:line what`. There is no list of exceptions. */
export function findProblems(tree: Tree): string[] {
  return [...tree].flatMap(([file, source]) => problemsOf(file, source, tree)).sort();
}

function problemsOf(file: string, source: string, tree: Tree): string[] {
  const problems: string[] = [];
  const name = refuseName(file);
  if (name !== null) problems.push(`${file}: ${name}`);
  const lines = source.trimEnd().split("\n").length;
  if (lines > maxLines) problems.push(`${file}: ${lines} lines, at most ${maxLines}`);
  const syntax = readSyntax(file, source);
  for (const { line, text } of syntax.problems) problems.push(`${file}:${line}: ${text}`);
  for (const { specifier, line, isTypeOnly } of syntax.imports) {
    const target = resolve(file, specifier, tree);
    const refusal = target === null ? refusePackage(file, specifier) : refuseFile(file, target, isTypeOnly);
    if (refusal !== null) problems.push(`${file}:${line}: imports ${specifier}: ${refusal}`);
  }
  return problems;
}

/** The path of ours that a specifier means; null for a package. */
function resolve(from: string, specifier: string, tree: Tree): string | null {
  const bare = ownPath(from, specifier);
  if (bare === null) return null;
  const stem = bare.replace(/\.(js|mjs)$/, "");
  const endings = ["", ".ts", ".tsx", ".mjs", ".js", "/index.ts"];
  const candidates = [bare, ...endings.map((ending) => stem + ending)];
  return candidates.find((candidate) => tree.has(candidate)) ?? `${stem}.ts`;
}

function ownPath(from: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return path.posix.normalize(specifier.slice(2));
  return specifier.startsWith(".") ? path.posix.join(path.posix.dirname(from), specifier) : null;
}

/** Every source file below a directory; build output and what is hidden left out. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>();
  const walk = (directory: string): void => {
    for (const entry of fs.readdirSync(path.join(root, directory), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || notOurs.has(entry.name)) continue;
      const file = path.posix.join(directory, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (sourceEnding.test(entry.name) && entry.name !== "next-env.d.ts") {
        tree.set(file, fs.readFileSync(path.join(root, file), "utf8"));
      }
    }
  };
  walk("");
  return tree;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const tree = readTree(process.cwd());
  const problems = findProblems(tree);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`boundaries: ${tree.size} files, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 && tree.size > 0 ? 0 : 1;
}
