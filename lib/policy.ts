/** Everything about who may do what. Pure: facts come in, an answer with its reason goes out. */
import { type Answer, ask, enforce, hidden, refused, yes } from "./answers";
import { AppError } from "./errors";

export { type Answer, ask } from "./answers";

export const roles = ["member", "super_admin"] as const;
export type Role = (typeof roles)[number];

export const environments = ["development", "test", "production"] as const;
export type Environment = (typeof environments)[number];

/** The acting user, read from the database on every request. */
export type Actor = { id: string; accountId: string; name: string; email: string; role: Role };

export const connectionAbilities = [
  "connection.see",
  "connection.see_details",
  "connection.see_admins",
  "connection.add_admin",
  "connection.break_glass",
  "connection.take_over",
  "connection.revoke_admin",
  "connection.rename",
  "connection.reconnect",
  "connection.delete",
  "connection.duplicate",
  "connection.use",
] as const;
export type ConnectionAbility = (typeof connectionAbilities)[number];

export const appAbilities = [
  "app.see",
  "app.rename",
  "app.delete",
  "app.manage_members",
  "app.add_self",
  "object.see",
  "object.see_connection",
  "object.create",
  "object.edit",
  "object.deploy",
  "object.check",
  "object.delete",
  "rows.read",
  "rows.write",
] as const;
export type AppAbility = (typeof appAbilities)[number];

/** What the rules need to know of a connection, for one actor; only taking over looks at `adminCount`. */
export type ConnectionFacts = { accountId: string; isAdmin: boolean; adminCount?: number };

export const connectionRelations = ["admin", "super_admin", "other"] as const;
export type ConnectionRelation = (typeof connectionRelations)[number];

const shareFirst = (verb: string) => refused(`Share this connection with yourself to ${verb}.`);

const hasAnAdmin = refused("Only a super admin takes a connection over, and only one that needs an admin.");

const connectionTable = {
  "connection.see": { admin: yes, super_admin: yes, other: hidden },
  "connection.see_details": { admin: yes, super_admin: shareFirst("see its general details"), other: hidden },
  "connection.see_admins": { admin: yes, super_admin: yes, other: hidden },
  "connection.add_admin": { admin: yes, super_admin: yes, other: hidden },
  "connection.break_glass": { admin: refused("You are an admin of it already."), super_admin: yes, other: hidden },
  // Where nobody is an admin any more, a super admin may all the same: see `mayTakeOver`.
  "connection.take_over": { admin: hasAnAdmin, super_admin: shareFirst("do more: it has an admin"), other: hidden },
  "connection.revoke_admin": { admin: yes, super_admin: shareFirst("revoke an admin's access"), other: hidden },
  "connection.rename": { admin: yes, super_admin: shareFirst("rename it"), other: hidden },
  "connection.reconnect": { admin: yes, super_admin: shareFirst("reconnect it"), other: hidden },
  "connection.delete": { admin: yes, super_admin: shareFirst("delete it"), other: hidden },
  "connection.duplicate": { admin: yes, super_admin: shareFirst("duplicate it"), other: hidden },
  "connection.use": { admin: yes, super_admin: shareFirst("publish or deploy an object on it"), other: hidden },
} as const satisfies Record<ConnectionAbility, Record<ConnectionRelation, Answer>>;

function connectionRelation(actor: Actor, facts: ConnectionFacts): ConnectionRelation {
  if (facts.accountId !== actor.accountId) return "other";
  if (facts.isAdmin) return "admin";
  return actor.role === "super_admin" ? "super_admin" : "other";
}

export function answer(actor: Actor, ability: ConnectionAbility, facts: ConnectionFacts): Answer {
  if (ability === "connection.take_over" && mayTakeOver(actor, facts)) return yes;
  return connectionTable[ability][connectionRelation(actor, facts)];
}

/** Nobody answers for it any more: a super admin becomes its admin without an end and without a reason. */
function mayTakeOver({ accountId, role }: Actor, facts: ConnectionFacts): boolean {
  return facts.accountId === accountId && role === "super_admin" && facts.adminCount === 0;
}

/** What the actor may do with this connection, for DTOs: pages ask for the ability, never for the role. */
export function abilitiesOn(actor: Actor, facts: ConnectionFacts): readonly ConnectionAbility[] {
  const relation = connectionRelation(actor, facts);
  return mayTakeOver(actor, facts) ? abilitiesToTakeOver[relation] : abilitiesOf[relation];
}

function allowedTo(relation: ConnectionRelation, also?: ConnectionAbility): readonly ConnectionAbility[] {
  return connectionAbilities.filter((ability) => ability === also || connectionTable[ability][relation].allowed);
}

type AbilityLists = Record<ConnectionRelation, readonly ConnectionAbility[]>;

// One list per relation, shared by all rows: a page of fifty then carries it to the browser once.
const abilitiesOf = {
  admin: allowedTo("admin"),
  super_admin: allowedTo("super_admin"),
  other: allowedTo("other"),
} as const satisfies AbilityLists;
const abilitiesToTakeOver = {
  admin: allowedTo("admin", "connection.take_over"),
  super_admin: allowedTo("super_admin", "connection.take_over"),
  other: abilitiesOf.other,
} as const satisfies AbilityLists;

/** The first line of every command. Throws `not_found` when the actor may not even see it, `forbidden` with the reason when they may. */
export function authorize<C extends ConnectionFacts>(
  actor: Actor,
  ability: ConnectionAbility,
  connection: C | null,
): C {
  if (connection === null) throw connectionNotFound();
  enforce(answer(actor, ability, connection), connectionNotFound);
  return connection;
}

function connectionNotFound(): AppError {
  return new AppError(
    "not_found",
    "This connection does not exist, or it is not shared with you. Ask one of its admins to share it.",
  );
}

export const environmentNames = {
  development: "Development",
  test: "Test",
  production: "Production",
} as const satisfies Record<Environment, string>;

const createTable = {
  development: { member: () => yes, super_admin: () => yes },
  test: { member: superAdminsCreate, super_admin: () => yes },
  production: { member: superAdminsCreate, super_admin: () => yes },
} as const satisfies Record<
  Environment,
  Record<Role, (environment: Environment, superAdmins: readonly string[]) => Answer>
>;

function superAdminsCreate(environment: Environment, superAdmins: readonly string[]): Answer {
  const reason = `In ${environmentNames[environment]} only super admins create connections. ${ask(superAdmins)}`;
  return refused(reason);
}

/** Whether the actor may create a connection there; `superAdmins` are the names of whom to ask. */
export function answerCreate(actor: Actor, environment: Environment, superAdmins: readonly string[]): Answer {
  return createTable[environment][actor.role](environment, superAdmins);
}

/** Throws `forbidden` with the reason. */
export function authorizeCreate(actor: Actor, environment: Environment, superAdmins: readonly string[]): void {
  enforce(answerCreate(actor, environment, superAdmins), connectionNotFound);
}

/** What the rules need to know of an app, for one actor. `managers` are the names of whom to ask. */
export type AppFacts = {
  accountId: string;
  level: "manage" | "use" | null;
  managers: readonly string[];
  /** What the object's version allows members with `use`; only rules about rows look at it. */
  membersWithUseMay?: "read" | "write";
};

export const appRelations = ["manage", "use", "super_admin", "other"] as const;
export type AppRelation = (typeof appRelations)[number];
type AppRule = (facts: AppFacts) => Answer;

const always: AppRule = () => yes;
const never: AppRule = () => hidden;
const needsManage = (what: string): AppRule => {
  return (facts) => refused(`${what} takes "manage" in this app. ${ask(facts.managers)}`);
};
const joinFirst = (verb: string): AppRule => {
  return () => refused(`Add yourself to this app's members to ${verb}.`);
};
const memberAlready: AppRule = () => refused("You are a member of this app already.");
const writeIfAllowed: AppRule = (facts) =>
  facts.membersWithUseMay === "write"
    ? yes
    : refused(`Members with "use" may only read this object. ${ask(facts.managers)}`);

const manageOnly = (what: string, verb: string) => ({
  manage: always,
  use: needsManage(what),
  super_admin: joinFirst(verb),
  other: never,
});

const appTable = {
  "app.see": { manage: always, use: always, super_admin: always, other: never },
  "app.rename": manageOnly("Renaming an app", "rename it"),
  "app.delete": manageOnly("Deleting an app", "delete it"),
  "app.manage_members": manageOnly("Managing members", "manage its members"),
  "app.add_self": { manage: memberAlready, use: memberAlready, super_admin: always, other: never },
  "object.see": { manage: always, use: always, super_admin: always, other: never },
  "object.see_connection": { manage: always, use: always, super_admin: always, other: never },
  "object.create": manageOnly("Creating an external data object", "create an external data object"),
  "object.edit": manageOnly("Editing an external data object", "edit this external data object"),
  "object.deploy": manageOnly("Deploying an external data object", "deploy this external data object"),
  "object.check": manageOnly("Checking an external table", "check its table"),
  "object.delete": manageOnly("Deleting an external data object", "delete this external data object"),
  "rows.read": { manage: always, use: always, super_admin: joinFirst("read rows"), other: never },
  "rows.write": { manage: always, use: writeIfAllowed, super_admin: joinFirst("write rows"), other: never },
} as const satisfies Record<AppAbility, Record<AppRelation, AppRule>>;

function appRelation(actor: Actor, facts: AppFacts): AppRelation {
  if (facts.accountId !== actor.accountId) return "other";
  if (facts.level !== null) return facts.level;
  return actor.role === "super_admin" ? "super_admin" : "other";
}

export function answerInApp(actor: Actor, ability: AppAbility, facts: AppFacts): Answer {
  return appTable[ability][appRelation(actor, facts)](facts);
}

export function abilitiesIn(actor: Actor, facts: AppFacts): AppAbility[] {
  return appAbilities.filter((ability) => answerInApp(actor, ability, facts).allowed);
}

/** As `authorize`, for an app or what is in it; `what` names what does not exist for those who may not see it. */
export function authorizeInApp<A extends AppFacts>(
  actor: Actor,
  ability: AppAbility,
  app: A | null,
  what: "app" | "external data object" = "app",
): A {
  const notFound = () =>
    new AppError(
      "not_found",
      `This ${what} does not exist, or you are not a member of its app. Ask those who manage it.`,
    );
  if (app === null) throw notFound();
  enforce(answerInApp(actor, ability, app), notFound);
  return app;
}

export const requestAbilities = ["request.see", "request.answer", "request.withdraw"] as const;
export type RequestAbility = (typeof requestAbilities)[number];

/** Who asked still sees the app; who is asked may have lost every connection that would do. */
export type RequestFacts = { accountId: string; isAsker: boolean; isAsked: boolean; hasConnection: boolean };

const own = refused("You asked this yourself. Somebody who was asked answers it.");
const unfit = refused("You administer no connection that would do any more. Somebody else who was asked answers it.");
const others = refused("Only who asked withdraws a request. Refuse it instead.");

const requestTable = {
  "request.see": { asker: yes, asked: yes, unfit: yes, other: hidden },
  "request.answer": { asker: own, asked: yes, unfit, other: hidden },
  "request.withdraw": { asker: yes, asked: others, unfit: others, other: hidden },
} as const satisfies Record<RequestAbility, Record<string, Answer>>;

export function answerOnRequest({ accountId }: Actor, ability: RequestAbility, facts: RequestFacts): Answer {
  const answers = requestTable[ability];
  if (facts.accountId !== accountId) return answers.other;
  if (facts.isAsker) return answers.asker;
  if (!facts.isAsked) return answers.other;
  return facts.hasConnection ? answers.asked : answers.unfit;
}

/** As `authorize`, for a request. */
export function authorizeRequest<R extends RequestFacts>(actor: Actor, ability: RequestAbility, request: R | null): R {
  const notFound = () => new AppError("not_found", "This request does not exist, or it is neither yours nor for you.");
  if (request === null) throw notFound();
  enforce(answerOnRequest(actor, ability, request), notFound);
  return request;
}

const createAppTable = { member: yes, super_admin: yes } as const satisfies Record<Role, Answer>;

/** Every active user may create an app. */
export function authorizeCreateApp(actor: Actor): void {
  enforce(createAppTable[actor.role], connectionNotFound);
}

const userAdministrationTable = {
  member: refused("Only super admins administer users. Ask one of them."),
  super_admin: yes,
} as const satisfies Record<Role, Answer>;

/** Throws `forbidden`: users are administered by super admins. */
export function authorizeUserAdministration(actor: Actor): void {
  enforce(userAdministrationTable[actor.role], connectionNotFound);
}

/** Jobs that open a secret: each is named here, there is no default. */
export const secretJobs = { rotate: yes } as const satisfies Record<string, Answer>;
export type SecretPurpose = { job: keyof typeof secretJobs };
