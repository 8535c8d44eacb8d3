import {
  Bytes,
  blobSizeOf,
  bufferLengthOf,
  construct,
  isView,
  ofDataView,
  ofTypedArray,
  View,
} from './natives';

/**
 * Runs what only observes: whatever goes wrong in there must not reach the page, a frame that can not be noted is
 * lost to the capture alone. Answers whether it went well, which tells what a value is: a native getter takes no
 * fakes, and objects of other realms pass.
 */
export function passes<A, B, C>(act: (a: A, b: B, c: C) => unknown, a: unknown, b?: B, c?: C): boolean {
  try {
    act(a as A, b as B, c as C);
    return true;
  } catch {
    return false;
  }
}

/** What a buffer or a view holds now. Leans on nothing that the page could replace: no getter, no species. */
export function copyBytes(data: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  let bytes: Uint8Array;
  if (isView(data)) {
    const of = passes(ofDataView[0], data) ? ofDataView : ofTypedArray;
    bytes = new Bytes(of[0](data), of[1](data), of[2](data));
  } else bytes = new Bytes(data);
  // An array made of an array has memory of its own.
  return ofTypedArray[0](new Bytes(bytes));
}

/** What `send` was given, in the form that is recorded; text is converted once, here, as `send` itself would. */
export function sendable(data: unknown): unknown {
  if (typeof data === 'string' || typeof data === 'symbol') return data;
  // A view takes shared memory too, which `send` refuses: as text it would pass.
  return isView(data) ||
    passes(bufferLengthOf, data) ||
    passes(blobSizeOf, data) ||
    passes(construct, View, [data], View)
    ? data
    : `${data}`;
}
