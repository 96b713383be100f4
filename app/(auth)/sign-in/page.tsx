import type { Metadata } from "next";
import { classNames } from "@/components/ui/class-names";
import { AuthScreen } from "@/components/users/auth-screen";
import { DemoSignIns } from "@/components/users/demo-sign-ins";
import { ProviderSignIn } from "@/components/users/provider-sign-in";
import { SampleDatabase } from "@/components/users/sample-database";
import { SignInForm } from "@/components/users/sign-in-form";
import { loadSignInPage } from "@/lib/users/sign-in/loaders";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, provider, byPassword, canForget, people, sample } = await loadSignInPage(searchParams);
  return (
    <AuthScreen title="Sign in" wide={people.length > 0}>
      <div className={classNames("mt-6 grid gap-x-16 gap-y-10", people.length > 0 && "md:grid-cols-2")}>
        <div>
          {provider !== null && <ProviderSignIn provider={provider} isOnlyWay={!byPassword} />}
          {byPassword && <SignInForm next={next} canForget={canForget} />}
        </div>
        {people.length > 0 && (
          <div className="max-md:border-t max-md:border-line max-md:pt-8 md:border-l md:border-line md:pl-16">
            <DemoSignIns people={people} next={next} />
            {sample !== null && <SampleDatabase sample={sample} />}
          </div>
        )}
      </div>
    </AuthScreen>
  );
}
