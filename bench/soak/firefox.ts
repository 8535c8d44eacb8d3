import { launchFirefox } from '../../e2e/host/firefox';
import type { SoakBrowser } from './browser';

/** A Firefox for the soak: WebDriver BiDi with no event subscribed, and the real toolbox. */
export async function startSoakFirefox(extension: string): Promise<SoakBrowser> {
  const host = await launchFirefox({ extension });
  const { page } = host;
  return {
    version: await page.eval(() => navigator.userAgent.replace(/^.*(Firefox\/\S+).*$/, '$1')),
    page: { evaluate: page.eval },
    goto: page.goto,
    reload: page.reload,
    async openPanel() {
      const { eval: evaluate } = await host.openPanel();
      return { evaluate };
    },
    closePanel: host.closePanel,
    stopBackground: host.stopBackground,
    end: host.close,
  };
}
