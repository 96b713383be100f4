"use client";

import { useEffect, useLayoutEffect } from "react";

/** Says on the button that its menu is open, and closes it by the same button and by scrolling away from it. */
export function useOpenState(anchor: HTMLElement, onClose: () => void): void {
  useLayoutEffect(() => {
    anchor.setAttribute("aria-expanded", "true");
    return () => anchor.setAttribute("aria-expanded", "false");
  }, [anchor]);

  useEffect(() => {
    const events = new AbortController();
    const toggle = (event: Event) => {
      event.stopPropagation();
      onClose();
    };
    anchor.addEventListener("click", toggle, { capture: true, signal: events.signal });
    window.addEventListener("scroll", onClose, { passive: true, signal: events.signal });
    return () => events.abort();
  }, [anchor, onClose]);
}

/** Leaves a press on the button to its click: closing at the press would let the click open the menu again. */
export function keepForAnchor(event: Event, anchor: HTMLElement): void {
  if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault();
}

/** Where what floats is put: in the landmark of its button, so that it is part of the page for a screen reader too. */
export function floatingContainer(anchor: HTMLElement): HTMLElement {
  return anchor.closest<HTMLElement>("main, header") ?? document.body;
}
