/** What the panel can look like. */
export type Theme = 'light' | 'dark';

/** Where the theme comes from: what it is now, and what is to be called when it changes. */
export interface ThemeSource {
  current(): Theme;
  /** Returns its undo. */
  onChange(listener: () => void): () => void;
}

/** The part of `devtools.panels` that tells the theme; each browser has its own way to tell of a change. */
interface DevtoolsPanels {
  themeName?: string;
  setThemeChangeHandler?(listener: (themeName: string) => void): void;
  onThemeChanged?: { addListener(listener: (themeName: string) => void): void };
}

/** Theme of the DevTools this panel is in; in a plain tab that of the system. */
export function findThemeSource(scope: Window): ThemeSource {
  const panels = findDevtoolsPanels(scope);
  return panels ? devtoolsTheme(panels) : systemTheme(scope);
}

/** Keeps `data-theme` of an element at the theme. Returns its undo. */
export function followTheme(element: HTMLElement, source: ThemeSource): () => void {
  const apply = () => {
    element.dataset.theme = source.current();
  };
  apply();
  return source.onChange(apply);
}

function findDevtoolsPanels(scope: Window): DevtoolsPanels | undefined {
  const { browser, chrome } = scope as unknown as Record<'browser' | 'chrome', DevtoolsScope | undefined>;
  return browser?.devtools?.panels ?? chrome?.devtools?.panels;
}

interface DevtoolsScope {
  devtools?: { panels?: DevtoolsPanels };
}

function devtoolsTheme(panels: DevtoolsPanels): ThemeSource {
  let name = panels.themeName;
  return {
    // Chrome calls its light theme "default", Firefox "light".
    current: () => (name === 'dark' ? 'dark' : 'light'),
    onChange: (listener) => {
      let listening = true;
      const handle = (changed: string) => {
        name = changed;
        if (listening) listener();
      };
      panels.setThemeChangeHandler?.(handle);
      panels.onThemeChanged?.addListener(handle);
      return () => {
        listening = false;
      };
    },
  };
}

function systemTheme(scope: Window): ThemeSource {
  const query = scope.matchMedia('(prefers-color-scheme: dark)');
  return {
    current: () => (query.matches ? 'dark' : 'light'),
    onChange: (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
  };
}
