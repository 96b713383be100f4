import { demoUsers } from "@/lib/users/demo";
import { expect, password, signInOverHttp, test } from "./fixtures";
import { Shell } from "./pages/shell";
import { SignInPage } from "./pages/sign-in-page";

test("a newcomer signs in with one click and is told how to reach the sample database", async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();

  for (const { name, role } of demoUsers) {
    await expect(signIn.demo(name, role === "super_admin" ? "Super admin" : "Member")).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Sample database" })).toContainText("norrvik");
  await signIn.demo("Ines Albrecht", "Super admin").click();

  await expect(page.getByRole("heading", { name: "External data connections" })).toBeVisible();
  await expect(new Shell(page).profile).toContainText("Ines Albrecht");
});

test("a user signs in by email, in whatever case, and password", async ({ page, account }) => {
  const { name, email } = await account.person("member");
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(email.toUpperCase(), password);

  await expect(new Shell(page).profile).toContainText(name);
});

test("a wrong password and an unknown email are refused in the same words, and what was typed stays", async ({
  page,
  account,
}) => {
  const { email } = await account.person("member");
  const words = page.getByText("This email and password do not fit together. Check both.");
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(email, "not the password");
  await expect(words).toBeVisible();
  await expect(signIn.email).toHaveValue(email);
  await expect(signIn.email).toHaveAttribute("aria-invalid", "true");

  await signIn.signIn(`nobody-${email}`, password);
  await expect(words).toBeVisible();
});

test("many wrong passwords are slowed down, and say for how long", async ({ page, account, request }) => {
  const { email } = await account.person("member");
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await expect(signInOverHttp(request, email, "a wrong guess")).rejects.toThrow();
  }
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(email, password);

  await expect(page.getByText(/Too many wrong passwords\. Try again in \d+ seconds?\./)).toBeVisible();
});

test("signing in leads to the page that was asked for, and never to another site", async ({ page, account }) => {
  const member = await account.person("member");
  const connection = await account.connection(member);
  const signIn = new SignInPage(page);
  await page.goto(`/connections/${connection.id}/share`);
  await expect(signIn.heading).toBeVisible();
  await signIn.signIn(member.email, password);
  await expect(page).toHaveURL(`/connections/${connection.id}/share`);

  await new Shell(page).choose("Sign out");
  await page.goto("/sign-in?next=//elsewhere.example/");
  await signIn.signIn(member.email, password);
  await expect(page).toHaveURL(/\/connections$/);
});

test("signing out ends the session: Back shows the sign-in page", async ({ page, signedInAs }) => {
  await signedInAs("member");
  await page.goto("/connections");
  await new Shell(page).choose("Sign out");
  const signIn = new SignInPage(page);
  await expect(signIn.heading).toBeVisible();

  await page.goto("/connections");
  await expect(signIn.heading).toBeVisible();
});
