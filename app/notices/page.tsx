import type { Metadata } from "next";
import { NoticesScreen } from "@/components/notices/notices-screen";
import { noticesHref } from "@/components/notices/notices-url";
import { Shell } from "@/components/shell/shell";
import { environmentParameter } from "@/lib/connections/schema";
import { loadNotices } from "@/lib/notices/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage({ searchParams }: PageProps<"/notices">) {
  const query = await searchParams;
  const environment = environmentParameter.parse(query.environment);
  const [profile, { input, page }] = await Promise.all([loadProfile(), loadNotices(query)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={{
        development: noticesHref({ ...input, environment: "development" }),
        test: noticesHref({ ...input, environment: "test" }),
        production: noticesHref({ ...input, environment: "production" }),
      }}
      section="notices"
    >
      <NoticesScreen page={page} view={{ ...input, environment }} now={Date.now()} />
    </Shell>
  );
}
