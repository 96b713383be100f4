const refused = "The browser did not let Linkspan copy it. Select the text and copy it by hand.";

/** Null when it is copied, else why not: a browser may refuse the clipboard. */
export async function copyText(text: string): Promise<string | null> {
  try {
    await navigator.clipboard.writeText(text);
    return null;
  } catch (error) {
    console.debug("the clipboard is closed", error);
    return refused;
  }
}
