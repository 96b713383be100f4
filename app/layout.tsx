import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { parseTheme, themeCookie } from "@/components/shell/theme";
import { Toasts } from "@/components/ui/toast-region";
import { fontVariables } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Linkspan", template: "%s · Linkspan" },
  description: "The place where an organisation keeps its external data connections.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Scripts carry a nonce that is new with every request: a page made at build time would have none and be dead.
  await connection();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" className={fontVariables} data-theme={theme === "system" ? undefined : theme}>
      <body>
        {children}
        <Toasts />
      </body>
    </html>
  );
}
