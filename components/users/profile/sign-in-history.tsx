import type { SignIn, SignInHistory } from "@/lib/users/profile/schema";
import { NavigationLink } from "../../shell/navigation";
import { Moment } from "../../ui/moment";
import { browserWords } from "./browser-words";

const methodWords = {
  password: "Password",
  provider: "Identity provider",
  invitation: "Invitation",
  reset: "Password reset",
  demo: "Demo sign-in",
  set_up: "Set-up",
} as const satisfies Record<SignIn["method"], string>;

type SignInHistoryProps = {
  history: SignInHistory;
  /** Where the history begins, and where it goes on after a cursor. */
  hrefOf: (after: string | undefined) => string;
  /** When the page was made, in milliseconds. */
  now: number;
};

const cell = "max-md:block max-md:h-auto! max-md:border-0! max-md:p-0!";

/** When and how the reader's sessions began; on a phone each is a list item. */
export function SignInHistoryTable({ history, hrefOf, now }: SignInHistoryProps) {
  const { rows, next, isFirst } = history;
  if (rows.length === 0) {
    return <p className="text-body text-ink-2">No sign-in is on record yet. From the next one on they stand here.</p>;
  }
  return (
    <>
      <table className="data-table max-md:block max-md:border-t max-md:border-line">
        <caption className="sr-only">Sign-ins</caption>
        <thead className="max-md:hidden">
          <tr>
            <th scope="col" className="w-[128px]">
              When
            </th>
            <th scope="col" className="w-[152px]">
              How
            </th>
            <th scope="col" className="w-[30%]">
              Address
            </th>
            <th scope="col">Browser</th>
          </tr>
        </thead>
        <tbody className="max-md:block max-md:[&_td]:bg-transparent!">
          {rows.map((signIn) => (
            <tr
              key={signIn.id}
              className="max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2.5"
            >
              <td className={`${cell} max-md:font-medium max-md:text-ink`}>
                <Moment iso={signIn.at} now={now} />
              </td>
              <td className={cell}>{methodWords[signIn.method]}</td>
              <td className={`${cell} max-md:w-full`}>
                {signIn.address === "unknown" ? (
                  <span className="text-muted">Unknown address</span>
                ) : (
                  <span className="font-mono text-[11.5px]">{signIn.address}</span>
                )}
              </td>
              <td className={`${cell} max-md:w-full`}>
                <Browser words={signIn.browser} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {(next !== null || !isFirst) && (
        <nav aria-label="Pages of sign-ins" className="mt-3 flex gap-4">
          {!isFirst && <PageLink href={hrefOf(undefined)}>Newest sign-ins</PageLink>}
          {next !== null && <PageLink href={hrefOf(next)}>Older sign-ins</PageLink>}
        </nav>
      )}
    </>
  );
}

function Browser({ words }: { words: string }) {
  const known = browserWords(words);
  if (known !== null) return known;
  return words === "" ? <span className="text-muted">Says nothing of itself</span> : <bdi>{words}</bdi>;
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <NavigationLink
      href={`${href}#sign-ins`}
      className="inline-flex min-h-6 items-center rounded-tick font-medium text-accent text-body hover:underline pointer-coarse:min-h-11"
    >
      {children}
    </NavigationLink>
  );
}
