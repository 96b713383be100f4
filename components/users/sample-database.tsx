import type { SignInPage } from "@/lib/users/sign-in/schema";

/** How to reach the sample database from New connection, or with any PostgreSQL client on this machine. */
export function SampleDatabase({ sample }: { sample: NonNullable<SignInPage["sample"]> }) {
  const rows = [
    ["Host", sample.host],
    ["Port", sample.port],
    ["Database", sample.database],
    ["User", sample.user],
    ["Password", sample.password],
    ["TLS", "off"],
  ] as const;
  return (
    <section aria-labelledby="sample-database" className="mt-8">
      <h2 id="sample-database" className="text-strong font-semibold text-ink">
        Sample database
      </h2>
      <p className="mt-0.5 mb-3 text-small text-muted">
        A PostgreSQL of a trading company, for the first connection. This machine alone can reach it.
      </p>
      <dl className="grid grid-cols-[88px_1fr] gap-y-1 rounded-control bg-sunken px-3 py-2.5 text-body">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className={label === "TLS" ? "text-ink" : "font-mono text-[12.5px] text-ink wrap-anywhere select-all"}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
