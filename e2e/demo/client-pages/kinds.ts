/** The clients that a page may use: pusher-js in four builds, and Laravel Echo on top of one of them. */
export type ClientKind = 'pusher-8' | 'pusher-8-plain' | 'pusher-5' | 'pusher-4' | 'echo';

/** A file of a package in `node_modules`. */
export type LibraryFile = { readonly name: string; readonly file: string };

/** What the page of a client loads; encryption was in pusher-js's default build from 4.3.0 until 6.0.0 split it out. */
export const libraries: Readonly<Record<ClientKind, readonly LibraryFile[]>> = {
  'pusher-8': [{ name: 'pusher-js', file: 'dist/web/pusher-with-encryption.min.js' }],
  'pusher-8-plain': [{ name: 'pusher-js', file: 'dist/web/pusher.min.js' }],
  'pusher-5': [{ name: 'pusher-js-5', file: 'dist/web/pusher.min.js' }],
  'pusher-4': [{ name: 'pusher-js-4', file: 'dist/web/pusher.min.js' }],
  echo: [
    { name: 'pusher-js', file: 'dist/web/pusher-with-encryption.min.js' },
    { name: 'laravel-echo', file: 'dist/echo.iife.js' },
  ],
};

/** How the page is headed. */
export const titles: Readonly<Record<ClientKind, string>> = {
  'pusher-8': 'pusher-js 8 with encryption',
  'pusher-8-plain': 'pusher-js 8 without encryption',
  'pusher-5': 'pusher-js 5',
  'pusher-4': 'pusher-js 4',
  echo: 'Laravel Echo 2',
};

/** The channels of every page, one of each kind that matters. */
export const clientChannels = {
  news: 'news',
  weather: 'cache-weather',
  shop: 'private-shop',
  staff: 'presence-staff',
  orders: 'private-encrypted-orders',
  status: 'private-encrypted-cache-status',
} as const;

/** A channel for which the site signs wrongly, so that the server refuses it. */
export const refusedChannel = 'private-refused';

/** What the page must know to connect. */
export type ClientPageConfig = {
  readonly title: string;
  readonly appKey: string;
  readonly wsPort: number;
  readonly wsPath: string;
  /** Whether the page signs its user in. */
  readonly signsIn: boolean;
  readonly channels: readonly string[];
};
