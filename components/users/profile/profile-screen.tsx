"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Environment } from "@/lib/policy";
import type { ProfileSettings } from "@/lib/users/profile/schema";
import type { Theme } from "../../shell/theme";
import { Button } from "../../ui/button";
import { FixedValue } from "../../ui/field";
import { TooltipLayer } from "../../ui/tooltip-layer";
import { MailsField } from "./mails-field";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SignInHistoryTable } from "./sign-in-history";
import { ThemeField } from "./theme-field";
import { TimeZoneField } from "./time-zone-field";

const SignOutEverywhere = dynamic(() => import("./sign-out-everywhere"), { ssr: false });

type ProfileScreenProps = {
  settings: ProfileSettings;
  theme: Theme;
  zones: readonly string[];
  environment: Environment;
  /** When the page was made, in milliseconds. */
  now: number;
};

/** *Profile settings*: what one may see and change about oneself. */
export function ProfileScreen({ settings, theme, zones, environment, now }: ProfileScreenProps) {
  const { name, email, hasPassword, timeZone, mailsNotices, history } = settings;
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const historyHref = (after: string | undefined) =>
    `/profile?${new URLSearchParams({ environment, ...(after === undefined ? {} : { signIns: after }) })}`;
  return (
    <TooltipLayer>
      <h1 className="font-semibold text-heading tracking-[-0.014em] outline-none">Profile settings</h1>
      <Part title="You" line="How others see you in this account.">
        <div className="grid max-w-[26rem] gap-5">
          <NameForm name={name} />
          <div>
            <dl>
              <FixedValue label="Email" value={email} />
            </dl>
            <p className="mt-1 text-muted text-small">It is what you are known by here, and stays as it is.</p>
          </div>
        </div>
      </Part>
      {hasPassword && (
        <Part title="Password" line="Changing it ends all your other sessions.">
          <div className="max-w-[26rem]">
            <PasswordForm email={email} />
          </div>
        </Part>
      )}
      <Part title="Display" line="The theme is this browser's; the time zone is yours everywhere.">
        <div className="grid max-w-[26rem] gap-5">
          <ThemeField stored={theme} />
          <TimeZoneField timeZone={timeZone} zones={zones} />
        </div>
      </Part>
      {mailsNotices !== null && (
        <Part title="Notices" line="What concerns you: shares, requests and their answers.">
          <MailsField mailsNotices={mailsNotices} email={email} />
        </Part>
      )}
      <Part
        id="sign-ins"
        title="Sign-ins"
        line="Where a line is not yours, change your password."
        aside={<Button onClick={(event) => setOpener(event.currentTarget)}>Sign out everywhere</Button>}
      >
        <SignInHistoryTable history={history} hrefOf={historyHref} now={now} />
      </Part>
      {opener !== null && <SignOutEverywhere opener={opener} onClose={() => setOpener(null)} />}
    </TooltipLayer>
  );
}

type PartProps = { id?: string; title: string; line: string; aside?: ReactNode; children: ReactNode };

/** One subject: what it is on the left, what can be done on the right; on a phone below it. */
function Part({ id, title, line, aside, children }: PartProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className="mt-6 grid scroll-mt-20 gap-x-10 gap-y-4 border-line border-t pt-6 md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="font-semibold text-strong">{title}</h2>
        <p className="mt-0.5 text-body text-ink-2 text-pretty">{line}</p>
        {aside !== undefined && <div className="mt-3">{aside}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
