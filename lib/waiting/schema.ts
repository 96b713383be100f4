/**
 * What waits for somebody is counted up to here and shown as "99+" beyond. In a file of its own, because every page's
 * scripts have it: beside the shapes of inputs it would bring zod along, 28 KB compressed.
 */
export const waitingCap = 99;
