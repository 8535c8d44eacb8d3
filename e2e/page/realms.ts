/** The globals of a document. */
export type Realm = Window & typeof globalThis & { eval(text: string): never };

/** Adds an empty frame and takes its realm at once. */
export type AddRealm = () => { frame: HTMLIFrameElement; inner: Realm };

/** To which realm an object belongs: that of the frame, that of the page, or neither. */
export type RealmOf = (inner: Realm, value: unknown) => 'inner' | 'outer' | 'neither';

/** What an act returns, or kind, message and realm of what it throws. */
export type Try = (inner: Realm, act: () => unknown) => [string, string, string];

/** Runs in the page before a probe and gives it `addRealm`, `realmOf` and `tryTo`. */
export function defineRealms(): void {
  const addRealm: AddRealm = () => {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    return { frame, inner: frame.contentWindow as Realm };
  };
  const ofRealm = (realm: Realm, value: unknown) =>
    value instanceof realm.Object || value instanceof realm.Error || value instanceof realm.DOMException;
  const realmOf: RealmOf = (inner, value) => {
    if (ofRealm(inner, value)) return 'inner';
    return ofRealm(window as unknown as Realm, value) ? 'outer' : 'neither';
  };
  const tryTo: Try = (inner, act) => {
    try {
      return ['returned', String(act()), ''];
    } catch (error) {
      const { name, message } = error as Error;
      return [name, message, realmOf(inner, error)];
    }
  };
  Object.assign(globalThis, { addRealm, realmOf, tryTo });
}
