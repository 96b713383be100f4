import type { Environment } from "@/lib/policy";
import { Tabs } from "../shell/tabs";

type AdministrationTabsProps = { environment: Environment; here: "users" | "invitations" | "access" };

const pages = [
  { page: "users", label: "Users" },
  { page: "invitations", label: "Invitations" },
  { page: "access", label: "Access" },
] as const;

/** The pages of *Administration*. */
export function AdministrationTabs({ environment, here }: AdministrationTabsProps) {
  const tabs = pages.map(({ page, label }) => {
    return { label, href: `/administration/${page}?environment=${environment}`, here: page === here };
  });
  return <Tabs label="Pages of administration" tabs={tabs} />;
}
