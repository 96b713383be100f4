"use client";

import { useState } from "react";
import { chooseMails } from "@/lib/users/profile/actions";
import { Switch } from "../../ui/switch";
import { SavedNote } from "./saved-note";
import { useSaving } from "./use-saving";

export function MailsField({ mailsNotices, email }: { mailsNotices: boolean; email: string }) {
  const [on, setOn] = useState(mailsNotices);
  const saving = useSaving();
  async function choose(next: boolean): Promise<void> {
    setOn(next);
    if (!(await saving.save(() => chooseMails({ mailsNotices: next })))) setOn(on);
  }
  return (
    <div>
      <Switch label="Notices also come by e-mail" checked={on} onSwitch={(next) => void choose(next)} />
      <p className="wrap-anywhere mt-1 text-muted text-small">To {email}. They are always under the bell.</p>
      <SavedNote saving={saving} />
    </div>
  );
}
