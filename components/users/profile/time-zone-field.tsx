"use client";

import { useState } from "react";
import { chooseTimeZone } from "@/lib/users/profile/actions";
import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { SavedNote } from "./saved-note";
import { useSaving } from "./use-saving";

const browserZone = "";

type TimeZoneFieldProps = {
  timeZone: string | null;
  /** Those that the server knows: the browser's own list may differ. */
  zones: readonly string[];
};

export function TimeZoneField({ timeZone, zones }: TimeZoneFieldProps) {
  const [chosen, setChosen] = useState(timeZone ?? browserZone);
  const saving = useSaving();
  async function choose(zone: string): Promise<void> {
    setChosen(zone);
    const stored = await saving.save(() => chooseTimeZone({ timeZone: zone === browserZone ? null : zone }));
    if (!stored) setChosen(chosen);
  }
  return (
    <div>
      <Field
        label="Time zone"
        hint="Dates give their exact time in it, on hover and on focus."
        error={saving.failure?.fields?.timeZone}
      >
        {(control) => (
          <Select
            {...control}
            value={chosen}
            options={[
              { value: browserZone, label: "Follow this browser" },
              ...zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
            ]}
            onChange={(event) => void choose(event.target.value)}
          />
        )}
      </Field>
      <SavedNote saving={saving} />
    </div>
  );
}
