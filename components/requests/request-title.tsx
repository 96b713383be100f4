import type { RequestRow } from "@/lib/requests/schema";

type RequestTitleProps = { request: Pick<RequestRow, "kind" | "version" | "object"> };

/** What is asked. The object's name stands apart, whatever it is written in. */
export function RequestTitle({ request: { kind, version, object } }: RequestTitleProps) {
  return (
    <>
      {kind === "deploy" ? `Deploy version ${version} of ` : "Access for "}
      <bdi>{object.name}</bdi>
    </>
  );
}
