"use client";

import { useId, useSyncExternalStore } from "react";
import { type Theme, themes } from "../../shell/theme";
import { chooseTheme, currentTheme } from "../../shell/theme-choice";

const labels = { system: "System", light: "Light", dark: "Dark" } as const satisfies Record<Theme, string>;

/** The same choice as in the profile menu, which may be made there while this is open. `stored`: what the server read. */
export function ThemeField({ stored }: { stored: Theme }) {
  const name = useId();
  const theme = useSyncExternalStore(whenChanged, currentTheme, () => stored);
  return (
    <fieldset>
      <legend className="font-medium text-body text-ink">Theme</legend>
      <div className="mt-1 flex flex-wrap gap-2">
        {themes.map((each) => (
          <label
            key={each}
            className={`inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-control border px-3 text-body pointer-coarse:min-h-11 ${each === theme ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-hover"}`}
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === theme}
              onChange={() => chooseTheme(each)}
              className="size-4 accent-[var(--color-fill)]"
            />
            {labels[each]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function whenChanged(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
