import { untilInWords } from "../links/delivery";

type Invitation = { inviter: string; organisation: string; link: string; expiresAt: Date };

export function invitationMail({ inviter, organisation, link, expiresAt }: Invitation) {
  return {
    subject: `${inviter} invites you to ${organisation} on Linkspan`,
    text: `${inviter} invites you to ${organisation} on Linkspan, where it keeps its external data connections.

Open this link to join. It works once, until ${untilInWords(expiresAt)}:

${link}

If you did not expect this, do nothing: nobody joins without the link.
`,
  };
}
