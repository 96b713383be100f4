import type { Metadata } from "next";
import { AppsScreen } from "@/components/apps/apps-screen";
import { appsHref } from "@/components/apps/apps-url";
import { Shell } from "@/components/shell/shell";
import { loadApps } from "@/lib/apps/loaders";
import { listAppsInput } from "@/lib/apps/schema";
import { environmentParameter } from "@/lib/connections/schema";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Apps" };

export default async function AppsPage({ searchParams }: PageProps<"/apps">) {
  const query = await searchParams;
  const environment = environmentParameter.parse(query.environment);
  const input = listAppsInput.parse(query);
  const [profile, page] = await Promise.all([loadProfile(), loadApps(input)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={{
        development: appsHref({ ...input, environment: "development" }),
        test: appsHref({ ...input, environment: "test" }),
        production: appsHref({ ...input, environment: "production" }),
      }}
      section="apps"
    >
      <AppsScreen page={page} view={{ ...input, environment }} />
    </Shell>
  );
}
