import type { Environment } from "@/lib/policy";
import { Tabs } from "../shell/tabs";

type AppTabsProps = { appId: string; environment: Environment; here: "data" | "members" };

const pages = [
  { page: "data", label: "External data objects" },
  { page: "members", label: "Members" },
] as const;

/** The pages of an app. */
export function AppTabs({ appId, environment, here }: AppTabsProps) {
  const tabs = pages.map(({ page, label }) => {
    return { label, href: `/apps/${appId}/${page}?environment=${environment}`, here: page === here };
  });
  return <Tabs label="Pages of this app" tabs={tabs} />;
}
