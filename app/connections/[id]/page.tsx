import type { Metadata } from "next";
import { ConnectionScreen } from "@/components/connections/connection-screen";
import { shownDetails } from "@/components/connections/shown-details";
import { Shell } from "@/components/shell/shell";
import { loadConnectionDetail } from "@/lib/connections/loaders";
import { loadProfile } from "@/lib/users/loaders";

export async function generateMetadata({ params }: PageProps<"/connections/[id]">): Promise<Metadata> {
  const { connection } = await loadConnectionDetail((await params).id);
  return { title: connection.name };
}

export default async function ConnectionPage({ params }: PageProps<"/connections/[id]">) {
  const { id } = await params;
  const [profile, { connection, linked }] = await Promise.all([loadProfile(), loadConnectionDetail(id)]);
  return (
    <Shell
      profile={profile}
      environment={connection.environment}
      environmentHrefs={{
        development: "/connections?environment=development",
        test: "/connections?environment=test",
        production: "/connections?environment=production",
      }}
      section="connections"
    >
      <ConnectionScreen
        connection={connection}
        details={shownDetails(connection)}
        linked={linked}
        selfId={profile.id}
        readAt={Date.now()}
      />
    </Shell>
  );
}
