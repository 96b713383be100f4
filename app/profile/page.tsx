import type { Metadata } from "next";
import { cookies } from "next/headers";
import { environmentHrefs } from "@/components/shell/environment-hrefs";
import { Shell } from "@/components/shell/shell";
import { parseTheme, themeCookie } from "@/components/shell/theme";
import { ProfileScreen } from "@/components/users/profile/profile-screen";
import { environmentParameter } from "@/lib/connections/schema";
import { loadProfile } from "@/lib/users/loaders";
import { loadProfileSettings } from "@/lib/users/profile/loaders";
import { timeZones } from "@/lib/users/profile/schema";

export const metadata: Metadata = { title: "Profile settings" };

export default async function ProfilePage({ searchParams }: PageProps<"/profile">) {
  const query = await searchParams;
  const environment = environmentParameter.parse(query.environment);
  const [profile, settings, jar] = await Promise.all([loadProfile(), loadProfileSettings(query), cookies()]);
  return (
    <Shell
      profile={profile}
      environment={environment}
      environmentHrefs={environmentHrefs("/profile")}
      section="profile"
    >
      <ProfileScreen
        settings={settings}
        theme={parseTheme(jar.get(themeCookie)?.value)}
        zones={timeZones()}
        environment={environment}
        now={Date.now()}
      />
    </Shell>
  );
}
