import { parseAst } from "vitest/node";

type Node = { type: string; start: number; [member: string]: unknown };

export type Import = { specifier: string; line: number; isTypeOnly: boolean };
export type Findings = { imports: Import[]; problems: { line: number; text: string }[] };

/** What a file imports, and what it says that nobody here says. `path` tells the language and whether `process.env` is its own. */
export function readSyntax(path: string, source: string): Findings {
  const findings: Findings = { imports: [], problems: [] };
  const lineAt = (start: number) => source.slice(0, start).split("\n").length;
  const ast: unknown = parseAst(source, { lang: languageOf(path) });
  visit(ast, (node) => {
    const specifier = importedBy(node);
    if (specifier !== null)
      findings.imports.push({ specifier, line: lineAt(node.start), isTypeOnly: isTypeOnly(node) });
    const text = problemOf(node, path);
    if (text !== null) findings.problems.push({ line: lineAt(node.start), text });
  });
  // Biome knows its own directive without @, in any comment.
  for (const match of source.matchAll(/(?:\/\/|\/\*)\s*(@ts-(?:ignore|nocheck|expect-error)|biome-ignore)/g)) {
    findings.problems.push({ line: lineAt(match.index), text: `silences a tool with ${match[1]}` });
  }
  return findings;
}

function languageOf(path: string): "ts" | "tsx" | "js" {
  if (path.endsWith(".tsx")) return "tsx";
  return path.endsWith("ts") ? "ts" : "js";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
    return;
  }
  if (!isNode(value)) return;
  see(value);
  for (const member of Object.values(value)) visit(member, see);
}

const importing = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
  "TSExternalModuleReference",
]);

function importedBy(node: Node): string | null {
  if (importing.has(node.type)) return textOf(node.source ?? node.argument ?? node.expression);
  const isRequire = node.type === "CallExpression" && isNode(node.callee) && node.callee.name === "require";
  return isRequire && Array.isArray(node.arguments) ? textOf(node.arguments[0]) : null;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  return specifiers.length > 0 && specifiers.every((specifier) => isNode(specifier) && specifier.importKind === "type");
}

function textOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === "TSLiteralType") return textOf(value.literal);
  return value.type === "Literal" && typeof value.value === "string" ? value.value : null;
}

function problemOf(node: Node, path: string): string | null {
  switch (node.type) {
    case "TSAnyKeyword":
      return "says `any`";
    case "TSNonNullExpression":
      return "says `!` to a value that may be missing";
    case "TSTypeAssertion":
      return "claims a type with `<…>`";
    case "TSAsExpression":
      return isConst(node.typeAnnotation) ? null : "claims a type with `as`";
    default:
      return readsEnvironment(node) && mustNotReadEnvironment(path) ? "reads process.env outside of lib/env.ts" : null;
  }
}

function isConst(type: unknown): boolean {
  return isNode(type) && type.type === "TSTypeReference" && isNamed(type.typeName, "const");
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && (value.name === name || value.value === name);
}

/** `process.env`, `process["env"]`, `const { env } = process`, and the same of globalThis.process. */
function readsEnvironment(node: Node): boolean {
  if (node.type === "MemberExpression") return isProcess(node.object) && isNamed(node.property, "env");
  if (node.type === "ImportDeclaration") {
    const named = Array.isArray(node.specifiers) ? node.specifiers : [];
    const isOfProcess = ["node:process", "process"].includes(textOf(node.source) ?? "");
    return isOfProcess && named.some((specifier) => isNode(specifier) && isNamed(specifier.imported, "env"));
  }
  return node.type === "VariableDeclarator" && isProcess(node.init) && takesEnv(node.id);
}

function isProcess(value: unknown): boolean {
  return (
    isNamed(value, "process") ||
    (isNode(value) && value.type === "MemberExpression" && isNamed(value.property, "process"))
  );
}

function takesEnv(pattern: unknown): boolean {
  if (!isNode(pattern) || !Array.isArray(pattern.properties)) return false;
  return pattern.properties.some((property) => isNode(property) && isNamed(property.key, "env"));
}

function mustNotReadEnvironment(path: string): boolean {
  return /^(app|components|lib|db)\//.test(path) && path !== "lib/env.ts" && !/\.test\.ts$/.test(path);
}
