/** Where servers of protocol 7 differ in what they send; see each name for whose way it is. */
export type Dialect = {
  /** What stands before `/app/<key>`: Reverb's `path`, a reverse proxy. Empty or with a slash at its start. */
  readonly pathPrefix: string;
  /** Whether the URL must say `protocol=`: Soketi and Reverb never look. */
  readonly needsProtocol: boolean;
  readonly activityTimeoutSeconds: number;
  /** Whether `subscription_succeeded` has data on channels without members: at Soketi and Reverb it has none. */
  readonly sendsEmptyAnswers: boolean;
  /** Whether the data of `pusher:error` is a string of JSON or, as at Soketi, an object. */
  readonly stringifiesErrors: boolean;
  /** Whether the data of client events is made a string again: Soketi and Reverb pass on an object as one. */
  readonly stringifiesClientEvents: boolean;
  /** Whether a refused subscription is answered by `pusher:subscription_error`, as Soketi does, instead of `pusher:error`. */
  readonly sendsSubscriptionErrors: boolean;
  /** Whether `private-encrypted-cache-` is a cache channel: at Reverb it is a private one like any other. */
  readonly cachesEncrypted: boolean;
  /** Whether users can sign in: not at Reverb. */
  readonly knowsUsers: boolean;
};

/** As pusher.com speaks. */
export const pusherDialect: Dialect = {
  pathPrefix: '',
  needsProtocol: true,
  activityTimeoutSeconds: 120,
  sendsEmptyAnswers: true,
  stringifiesErrors: true,
  stringifiesClientEvents: true,
  sendsSubscriptionErrors: false,
  cachesEncrypted: true,
  knowsUsers: true,
};

/** As soketi/soketi speaks. */
export const soketiDialect: Dialect = {
  ...pusherDialect,
  needsProtocol: false,
  activityTimeoutSeconds: 30,
  sendsEmptyAnswers: false,
  stringifiesErrors: false,
  stringifiesClientEvents: false,
  sendsSubscriptionErrors: true,
};

/** As laravel/reverb speaks, behind a path. */
export const reverbDialect: Dialect = {
  ...pusherDialect,
  pathPrefix: '/realtime',
  needsProtocol: false,
  activityTimeoutSeconds: 30,
  sendsEmptyAnswers: false,
  stringifiesClientEvents: false,
  cachesEncrypted: false,
  knowsUsers: false,
};
