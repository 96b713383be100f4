import type { AppAbility } from "../policy";

export const memberLevels = ["manage", "use"] as const;
export type MemberLevel = (typeof memberLevels)[number];

export type AppRow = {
  id: string;
  name: string;
  description: string;
  level: MemberLevel;
  memberCount: number;
  objectCount: number;
};
export type AppDetail = { id: string; name: string; description: string; abilities: readonly AppAbility[] };
