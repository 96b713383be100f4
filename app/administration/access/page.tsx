import type { Metadata } from "next";
import { ReviewsScreen } from "@/components/access/reviews-screen";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { loadReviews } from "@/lib/access/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Access" };

export default async function ReviewsPage({ searchParams }: PageProps<"/administration/access">) {
  const query = await searchParams;
  const [profile, { input, page }] = await Promise.all([loadProfile(), loadReviews(query)]);
  return (
    <Shell
      profile={profile}
      environment={input.environment}
      environmentHrefs={environmentHrefs("/administration/access")}
      section="administration"
    >
      <ReviewsScreen page={page} view={input} now={Date.now()} />
    </Shell>
  );
}
