import type { Metadata } from "next";
import { ConnectionsScreen } from "@/components/connections/connections-screen";
import { type ListView, listHref, parseHidden } from "@/components/connections/list-url";
import { Shell } from "@/components/shell/shell";
import { loadConnections } from "@/lib/connections/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "External data connections" };

export default async function ConnectionsPage({ searchParams }: PageProps<"/connections">) {
  const query = await searchParams;
  const [profile, { input, page, hasSample }] = await Promise.all([loadProfile(), loadConnections(query)]);
  const view: ListView = { ...input, hidden: parseHidden(query.columns) };
  return (
    <Shell
      profile={profile}
      environment={input.environment}
      environmentHrefs={{
        development: listHref(view, { environment: "development" }),
        test: listHref(view, { environment: "test" }),
        production: listHref(view, { environment: "production" }),
      }}
      section="connections"
    >
      <ConnectionsScreen page={page} view={view} selfId={profile.id} readAt={Date.now()} hasSample={hasSample} />
    </Shell>
  );
}
