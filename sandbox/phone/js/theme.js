// Light or dark: what the system says, unless the person or the address chose.
import { remember, remembered } from './i18n.js';

const root = document.documentElement;

export function startTheme(chosen) {
  const theme = chosen ?? remembered('theme');
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
}

export function toggleTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  remember('theme', root.dataset.theme);
}
