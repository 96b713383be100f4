import { parseTheme, type Theme, themeCookie } from "./theme";

const yearInSeconds = 31_536_000;

export function currentTheme(): Theme {
  return parseTheme(document.documentElement.dataset.theme);
}

/** Shows the theme at once and keeps it in a cookie, which the server reads so that no page begins in the wrong one. */
export function chooseTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    document.cookie = `${themeCookie}=; path=/; max-age=0; samesite=lax${secure}`;
    return;
  }
  document.documentElement.dataset.theme = theme;
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearInSeconds}; samesite=lax${secure}`;
}
