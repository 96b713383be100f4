import { untilInWords } from "../links/delivery";

const ignoreIt = "If you did not expect this, do nothing: your password stays as it is.";

export function offeredMail({
  name,
  by,
  link,
  expiresAt,
}: {
  name: string;
  by: string;
  link: string;
  expiresAt: Date;
}) {
  return {
    subject: "A link to choose a new password for Linkspan",
    text: `${name}, ${by} made a link for you to choose a new password for Linkspan.

It works once, until ${untilInWords(expiresAt)}. All your sessions end with it:

${link}

${ignoreIt}
`,
  };
}

export function forgottenMail({ name, link, expiresAt }: { name: string; link: string; expiresAt: Date }) {
  return {
    subject: "A link to choose a new password for Linkspan",
    text: `${name}, somebody asked on the sign-in page for a link to choose a new password for you.

It works once, until ${untilInWords(expiresAt)}. All your sessions end with it:

${link}

${ignoreIt}
`,
  };
}

export function noPasswordMail({ name, provider, signInPage }: { name: string; provider: string; signInPage: string }) {
  return {
    subject: "How you sign in to Linkspan",
    text: `${name}, somebody asked on the sign-in page for a link to choose a new password for you. You have none
here: you sign in with ${provider}, and a forgotten password is changed there.

${signInPage}

If it was not you, do nothing: nothing has changed.
`,
  };
}
