import type { Metadata } from "next";
import { Shell } from "@/components/shell/shell";
import { UsersScreen } from "@/components/users/administration/users-screen";
import { usersHref } from "@/components/users/administration/users-url";
import { loadUsers } from "@/lib/users/administration/loaders";
import { loadProfile } from "@/lib/users/loaders";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: PageProps<"/administration/users">) {
  const query = await searchParams;
  const [profile, { input, page }] = await Promise.all([loadProfile(), loadUsers(query)]);
  return (
    <Shell
      profile={profile}
      environment={input.environment}
      environmentHrefs={{
        development: usersHref(input, { environment: "development" }),
        test: usersHref(input, { environment: "test" }),
        production: usersHref(input, { environment: "production" }),
      }}
      section="administration"
    >
      <UsersScreen page={page} view={input} now={Date.now()} />
    </Shell>
  );
}
