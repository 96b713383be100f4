import type { Metadata } from "next";
import { RequestsScreen } from "@/components/requests/requests-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { environmentParameter } from "@/lib/connections/schema";
import { loadRequests } from "@/lib/requests/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ searchParams }: PageProps<"/requests">) {
  const query = await searchParams;
  const environment = environmentParameter.parse(query.environment);
  const [profile, { input, page }] = await Promise.all([loadProfile(), loadRequests(query)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs("/requests")}
      section="requests"
    >
      <RequestsScreen page={page} input={input} environment={environment} now={Date.now()} />
    </Shell>
  );
}
