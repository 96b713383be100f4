"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { areToastsWanted, onToastsWanted } from "./toasts-wanted";

const ToastRegion = dynamic(() => import("./toast").then((file) => file.ToastRegion), { ssr: false });

/** Where toasts appear. Once, in the root layout, so that they outlive the page that showed them. */
export function Toasts() {
  const wanted = useSyncExternalStore(onToastsWanted, areToastsWanted, () => false);
  return wanted ? <ToastRegion /> : null;
}
