import type { MemberLevel } from "@/lib/apps/schema";

export const levelLabels = { manage: "Manage", use: "Use" } as const satisfies Record<MemberLevel, string>;
