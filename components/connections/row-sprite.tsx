import { SpanSymbol } from "../ui/span-status";
import { ConnectorSymbol } from "./connector-glyph";
import { connectorOrder } from "./connector-names";
import { statusOrder } from "./status-words";

/** The drawings of all rows, once: a row only points at them. The lock and the dots are lucide's (ISC). */
export function RowSprite() {
  return (
    <svg className="hidden" aria-hidden="true">
      {statusOrder.map((state) => (
        <SpanSymbol key={state} state={state} />
      ))}
      {connectorOrder.map((connector) => (
        <ConnectorSymbol key={connector} connector={connector} />
      ))}
      <symbol
        id="lock"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <rect width="18" height="11" x="3" y="11" rx="2" ry="2" />
        <path d="M7 11V7a5 5 0 0 1 10 0v4" />
      </symbol>
      <symbol
        id="more"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <circle cx="12" cy="12" r="1" />
        <circle cx="19" cy="12" r="1" />
        <circle cx="5" cy="12" r="1" />
      </symbol>
    </svg>
  );
}
