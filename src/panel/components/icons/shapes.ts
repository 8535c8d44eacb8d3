/** Outlines on a grid of 16 by 16, drawn by hand with strokes of one pixel, as the icons of both DevTools are. */
export const SHAPES = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.5v9l7-4.5z',
  clear: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM4.2 4.2l7.6 7.6',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  key: 'M5 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM7.5 8h6v2.5M11 8v2',
  paste: 'M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5v2.5h-5zM8 7v4.2M6 9.3L8 11.3L10 9.3',
  help: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM6.3 6.6a1.7 1.7 0 1 1 2.4 1.6q-.7.35-.7 1.1M8 11v.6',
  settings:
    'M6.6 4L6.8 2.2L9.2 2.2L9.4 4L10.8 4.8L12.4 4.1L13.6 6.2L12.1 7.2L12.1 8.8L13.6 9.8L12.4 11.9L10.8 11.2L9.4 12L9.2 13.8L6.8 13.8L6.6 12L5.2 11.2L3.6 11.9L2.4 9.8L3.9 8.8L3.9 7.2L2.4 6.2L3.6 4.1L5.2 4.8zM8 6.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4z',
  collapsed: 'M6.5 4.5L10 8l-3.5 3.5',
  expanded: 'M4.5 6.5L8 10l3.5-3.5',
  locked: 'M4 7.5h8v5.5h-8zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  unlocked: 'M4 7.5h8v5.5h-8zM5.5 7.5v-2.5a2.5 2.5 0 0 1 4.8-1',
  fault: 'M5.7 2.5h4.6l3.2 3.2v4.6l-3.2 3.2H5.7L2.5 10.3V5.7zM8 5v3.6M8 10.8v.5',
  warning: 'M8 2.5l6 10.5h-12zM8 6.5v3M8 11v.6',
  waiting: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.2l2 1.3',
  received: 'M8 3v9.5M4.5 9L8 12.5L11.5 9',
  sent: 'M8 13v-9.5M4.5 7L8 3.5L11.5 7',
  copy: 'M6 5.5h7v8h-7zM10 5.5v-3h-7v8h3',
  path: 'M4.5 2.5v8h4M8.5 10.5h5M8.5 6h5M4.5 6h4',
  public: 'M6.5 3l-1 10M10.5 3l-1 10M3.5 6h9.5M3 10h9.5',
  private: 'M8 2.5l5 2v3.5q0 3.5-5 5.5q-5-2-5-5.5v-3.5z',
  presence: 'M8 3a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4zM3.5 13q.3-3.8 4.5-3.8q4.2 0 4.5 3.8',
  hollow: 'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
  solid: 'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
  failed: 'M5 5l6 6M11 5l-6 6',
  done: 'M4 8.5l3 3l5-6.5',
  question: 'M6 6.2a2 2 0 1 1 3 1.7q-1 .6-1 1.6M8 12v.4',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 7.3v3.7M8 4.9v.5',
  newest: 'M4.5 4.5L8 8l3.5-3.5M4.5 8.5L8 12l3.5-3.5',
} as const;

export type IconName = keyof typeof SHAPES;

/** Shapes that are filled too. */
export const FILLED: ReadonlySet<IconName> = new Set(['solid', 'resume']);
