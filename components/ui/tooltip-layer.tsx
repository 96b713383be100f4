"use client";

import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { exactTime } from "./relative-time";
import { useTimeZone } from "./time-zone";

type Tip = { text: string; anchor: Element };

/**
 * One tooltip for everything inside that is a `<time>` or carries `data-tip`: on hover and on focus, gone with Escape.
 * A row of fifty cells needs no fifty components for it.
 */
export function TooltipLayer({ className, children }: { className?: string; children: ReactNode }) {
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const hide = useCallback(() => setTip(null), []);
  const zone = useTimeZone();

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const show = (event: Event) => {
      const anchor = event.target instanceof Element ? event.target.closest("[data-tip], time") : null;
      const text = anchor === null ? null : tipOf(anchor, zone);
      setTip(anchor === null || text === null ? null : { anchor, text });
    };
    const events = new AbortController();
    const options = { signal: events.signal, passive: true };
    element.addEventListener("pointerover", show, options);
    element.addEventListener("focusin", show, options);
    element.addEventListener("pointerleave", hide, options);
    element.addEventListener("focusout", hide, options);
    element.addEventListener("click", hide, options);
    return () => events.abort();
  }, [hide, zone]);

  return (
    <div ref={area} className={className}>
      {children}
      {tip && <Tooltip id={id} tip={tip} onHide={hide} />}
    </div>
  );
}

/** A time says itself exactly, a cut-off text says itself in full, everything else says its name. */
function tipOf(anchor: Element, zone: string | null): string | null {
  if (anchor instanceof HTMLTimeElement) return exactTime(anchor.dateTime, zone);
  const label = anchor.getAttribute("aria-label");
  if (label !== null) return label;
  const cutOff = anchor.scrollWidth > anchor.clientWidth || anchor.scrollHeight > anchor.clientHeight;
  return cutOff ? anchor.textContent : null;
}

function Tooltip({ id, tip, onHide }: { id: string; tip: Tip; onHide: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const { anchor, text } = tip;

  useEffect(() => {
    const tooltip = box.current;
    if (tooltip === null) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = tooltip.getBoundingClientRect();
    const below = at.bottom + 6;
    tooltip.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`;
    tooltip.style.top = `${below + height > window.innerHeight - 8 ? at.top - height - 6 : below}px`;
    // Where the text is the anchor's own name already, a description would only say it twice.
    if (anchor instanceof HTMLTimeElement) anchor.setAttribute("aria-describedby", id);
    const events = new AbortController();
    window.addEventListener("keydown", (event) => event.key === "Escape" && onHide(), { signal: events.signal });
    window.addEventListener("scroll", onHide, { signal: events.signal, passive: true });
    return () => {
      if (anchor instanceof HTMLTimeElement) anchor.removeAttribute("aria-describedby");
      events.abort();
    };
  }, [anchor, id, onHide]);

  return (
    <div ref={box} id={id} role="tooltip" className="tooltip">
      {text}
    </div>
  );
}
