import { ablyRecognizer } from './ably/recognize';
import type { Recognizer } from './protocol';
import { pusherRecognizer } from './pusher/recognize';
import { sockudoRecognizer } from './sockudo/recognize';

/** Every protocol that Cipherscope reads, one line each. A frame that several recognise belongs to the first. */
export const recognizers = [
  sockudoRecognizer,
  pusherRecognizer,
  ablyRecognizer,
] as const satisfies readonly Recognizer[];

/** Names a protocol that Cipherscope reads. */
export type ProtocolId = (typeof recognizers)[number]['id'];

/**
 * Which protocol a connection speaks, from its URL and the first frames it carried in either direction (texts and bytes,
 * at most 2,048 of each); undefined while nothing proves one. For the bridge: cheap, and imports no decoder. Frames
 * prove more than a URL and are asked first.
 */
export function recognize(
  url: string,
  frames: readonly (string | Uint8Array)[],
  list: readonly Recognizer[] = recognizers,
): string | undefined {
  const byFrame = list.find((recognizer) => frames.some((frame) => recognizer.recognizeFrame(frame)));
  if (byFrame) return byFrame.id;
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return list.find((recognizer) => recognizer.recognizeUrl(parsed))?.id;
}

/** True for the name of a protocol that Cipherscope reads. */
export function isProtocolId(id: string): id is ProtocolId {
  return recognizers.some((recognizer) => recognizer.id === id);
}
