import type { Metadata } from "next";
import { AppsScreen } from "@/components/apps/apps-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadApps } from "@/lib/apps/loaders";
import { environmentParameter } from "@/lib/connections/schema";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Apps" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AppsPage({ searchParams }: Props) {
  const environment = environmentParameter.parse((await searchParams).environment);
  const [profile, apps] = await Promise.all([loadProfile(), loadApps()]);
  return (
    <Shell profile={profile} environment={environment} environmentHrefs={environmentHrefs("/apps")} section="apps">
      <AppsScreen apps={apps} environment={environment} />
    </Shell>
  );
}
