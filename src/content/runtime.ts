/** The part of a runtime port that the bridge uses. */
export interface BackgroundPort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

interface Runtime {
  connect(options: { name: string }): BackgroundPort;
  sendMessage(message: unknown): Promise<unknown>;
  onMessage: { addListener(listener: (message: unknown) => void): void };
}

interface ExtensionGlobals {
  browser?: { runtime: Runtime };
  chrome: { runtime: Runtime };
}

/**
 * The browser's own runtime object. The polyfill would cost every document of every page its start-up time for
 * nothing: both browsers answer these three with promises.
 */
const globals = globalThis as unknown as ExtensionGlobals;
export const runtime: Runtime = (globals.browser ?? globals.chrome).runtime;
