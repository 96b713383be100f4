import { appDescription, appName, descriptionLength } from "@/lib/apps/schema";

/** What an app is called and what it is for. */
export const appFields = [
  {
    field: "name",
    label: "App name",
    hint: "Up to 100 characters",
    check: (value: string) => appName.safeParse(value).error?.issues[0]?.message ?? null,
  },
  {
    field: "description",
    label: "Description",
    hint: `What it is for, in up to ${descriptionLength} characters`,
    optional: true,
    check: (value: string) => appDescription.safeParse(value).error?.issues[0]?.message ?? null,
  },
] as const;
