/** What is typed to find people, at most. */
export const peopleQueryLength = 100;

/** Someone who can be added; at most 20 are found at a time. `canInvite` names super admins when nobody matches. */
export type PeopleFound = {
  /** `already`: they are where the search would add them. */
  people: readonly { id: string; name: string; email: string; already: boolean }[];
  more: boolean;
  canInvite: readonly string[];
};
