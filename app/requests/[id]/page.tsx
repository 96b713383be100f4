import type { Metadata } from "next";
import { RequestScreen } from "@/components/requests/request-screen";
import { requestTitle } from "@/components/requests/request-words";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadRequest } from "@/lib/requests/loaders";
import { loadProfile } from "@/lib/users/loaders";

export async function generateMetadata({ params }: PageProps<"/requests/[id]">): Promise<Metadata> {
  return { title: requestTitle(await loadRequest((await params).id)) };
}

export default async function RequestPage({ params }: PageProps<"/requests/[id]">) {
  const [profile, request] = await Promise.all([loadProfile(), loadRequest((await params).id)]);
  return (
    <Shell
      profile={profile}
      environment={request.environment}
      environmentHrefs={environmentHrefs("/requests")}
      section="requests"
    >
      <RequestScreen request={request} now={Date.now()} />
    </Shell>
  );
}
