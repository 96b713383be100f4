import { notFound } from "next/navigation";
import { env } from "../../env";
import { mailIsConfigured } from "../../mail/mail";

/** Whether somebody has just asked for a link. The 404 page where no link could be e-mailed. */
export async function loadForgotPage(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<{ asked: boolean }> {
  if (!mailIsConfigured() || !env().passwordSignIn) notFound();
  return { asked: (await searchParams).asked !== undefined };
}
