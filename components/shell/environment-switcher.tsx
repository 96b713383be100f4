"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useState } from "react";
import type { Environment } from "@/lib/connections/schema";
import { EnvironmentGlyph, environmentLabels, environmentOrder } from "./environment";
import { NavigationLink } from "./navigation";

const EnvironmentSheet = dynamic(() => import("./environment-sheet").then((file) => file.EnvironmentSheet), {
  ssr: false,
});

type EnvironmentSwitcherProps = { environment: Environment; hrefs: Record<Environment, string> };

const chosen = {
  development: "bg-raised font-semibold text-ink shadow-[0_0_0_1px_var(--ls-control)]",
  test: "bg-test-soft font-semibold text-test shadow-[0_0_0_1px_var(--ls-test)]",
  production: "bg-on-prod font-semibold text-prod",
} as const satisfies Record<Environment, string>;

/**
 * A radio group of links. The arrow keys only move: choosing takes Space or Enter, since nobody should reach Production by
 * leaning on a key.
 */
export function EnvironmentSwitcher({ environment, hrefs }: EnvironmentSwitcherProps) {
  const production = environment === "production";
  return (
    <div
      role="radiogroup"
      aria-label="Environment"
      onKeyDown={moveBetweenRadios}
      className={`hidden items-center gap-0.5 rounded-[7px] p-0.5 md:inline-flex ${production ? "bg-[oklch(0_0_0/0.24)]" : "border border-line bg-sunken"}`}
    >
      {environmentOrder.map((option) => (
        <NavigationLink
          key={option}
          href={hrefs[option]}
          scope="list"
          role="radio"
          aria-checked={option === environment}
          tabIndex={option === environment ? 0 : -1}
          className={`inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-[5px] px-2.5 text-small transition-colors duration-(--duration-quick) ${
            option === environment
              ? `edge-forced ${chosen[option]}`
              : `font-medium ${production ? "text-on-prod/85 hover:text-on-prod" : "text-muted hover:text-ink"}`
          }`}
        >
          <EnvironmentGlyph environment={option} />
          {environmentLabels[option]}
        </NavigationLink>
      ))}
    </div>
  );
}

function moveBetweenRadios(event: KeyboardEvent<HTMLElement>) {
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const current = radios.findIndex((radio) => radio.contains(document.activeElement));
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    event.preventDefault();
    radios[(current + step + radios.length) % radios.length]?.focus();
  }
  if (event.key === " ") {
    event.preventDefault();
    radios[current]?.click();
  }
}

const fills = {
  development: "border border-line bg-sunken text-ink",
  test: "bg-test-soft text-test shadow-[0_0_0_1px_var(--ls-test)]",
  production: "bg-on-prod text-prod",
} as const satisfies Record<Environment, string>;

/** The same choice on a phone: one button in the environment's own fill, opening three full-width rows. */
export function EnvironmentButton({ environment, hrefs }: EnvironmentSwitcherProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        aria-label={`Environment: ${environmentLabels[environment]}`}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => setAnchor(event.currentTarget)}
        className={`edge-forced inline-flex h-9 items-center gap-1.5 rounded-control px-2.5 font-semibold text-body md:hidden ${fills[environment]}`}
      >
        <EnvironmentGlyph environment={environment} />
        {environmentLabels[environment]}
        <ChevronDown size={14} strokeWidth={2} aria-hidden="true" className="max-[22rem]:hidden" />
      </button>
      {anchor && (
        <EnvironmentSheet anchor={anchor} environment={environment} hrefs={hrefs} onClose={() => setAnchor(null)} />
      )}
    </>
  );
}
