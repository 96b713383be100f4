import type { Metadata } from "next";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { InvitationsScreen } from "@/components/users/invitations/invitations-screen";
import { environmentParameter } from "@/lib/connections/schema";
import { loadInvitations } from "@/lib/users/invitations/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Invitations" };

export default async function InvitationsPage({ searchParams }: PageProps<"/administration/invitations">) {
  const { environment: wanted, after } = await searchParams;
  const environment = environmentParameter.parse(wanted);
  const [profile, { page, mails }] = await Promise.all([loadProfile(), loadInvitations(after)]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs("/administration/invitations")}
      section="administration"
    >
      <InvitationsScreen
        page={page}
        isFurther={after !== undefined}
        mails={mails}
        environment={environment}
        now={Date.now()}
      />
    </Shell>
  );
}
