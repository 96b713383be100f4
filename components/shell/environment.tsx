import type { Environment } from "@/lib/connections/schema";

export const environmentOrder = ["development", "test", "production"] as const satisfies readonly Environment[];

export const environmentLabels = {
  development: "Development",
  test: "Test",
  production: "Production",
} as const satisfies Record<Environment, string>;

// Outline, half and solid: told apart without any hue.
export function EnvironmentGlyph({
  environment,
  className = "size-3.5",
}: {
  environment: Environment;
  className?: string;
}) {
  return (
    <svg
      className={`${className} shrink-0`}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {environment === "development" && <circle cx="7" cy="7" r="5" strokeDasharray="2.6 2.636" />}
      {environment === "test" && (
        <>
          <path d="M7 1.3L12.7 7 7 12.7 1.3 7z" strokeLinejoin="round" />
          <path d="M7 1.3L12.7 7 7 12.7z" fill="currentColor" stroke="none" />
        </>
      )}
      {environment === "production" && (
        <path d="M7 .8l5.4 3.1v6.2L7 13.2l-5.4-3.1V3.9z" fill="currentColor" stroke="none" />
      )}
    </svg>
  );
}

const chips = {
  development: "border border-control border-dashed text-dev",
  test: "border border-test bg-test-soft text-test",
  production: "bg-prod text-on-prod ring-1 ring-prod-edge ring-inset",
} as const satisfies Record<Environment, string>;

/** Stands beside the title of everything that writes into one environment; with a version where it says what runs there. */
export function EnvironmentChip({ environment, version }: { environment: Environment; version?: number }) {
  return (
    <span
      className={`edge-forced inline-flex h-5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-tick px-1.5 font-semibold text-micro ${chips[environment]}`}
    >
      <EnvironmentGlyph environment={environment} className="size-3" />
      {environmentLabels[environment]}
      {version !== undefined && " "}
      {version !== undefined && (
        <span className="border-current/40 border-l pl-1.5 tabular-nums">
          <span className="sr-only">version </span>
          {version}
        </span>
      )}
    </span>
  );
}

const rails = {
  development: "rail-development",
  test: "rail-test",
  production: "rail-production",
} as const satisfies Record<Environment, string>;

export function EnvironmentRail({ environment }: { environment: Environment }) {
  return <div className={`${rails[environment]} edge-forced`} aria-hidden="true" />;
}

/** What a dialog that writes into one environment carries: the chip, and where it matters most the rail. */
export function environmentSigns(environment: Environment) {
  return {
    chip: <EnvironmentChip environment={environment} />,
    rail: environment === "development" ? undefined : <EnvironmentRail environment={environment} />,
  };
}
