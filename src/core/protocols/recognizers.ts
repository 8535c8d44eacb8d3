import type { Recognizer } from './protocol';
import { pusherRecognizer } from './pusher/recognize';

const recognizers = [pusherRecognizer] as const satisfies readonly Recognizer[];

/** Names a protocol that Cipherscope reads. */
export type ProtocolId = (typeof recognizers)[number]['id'];

/**
 * Which protocol a connection speaks, from its URL and the first texts it carried in either direction; undefined while
 * nothing proves one. For the bridge: cheap, and imports no decoder. Frames prove more than a URL and are asked first.
 */
export function recognize(url: string, texts: readonly string[]): ProtocolId | undefined {
  const byFrame = recognizers.find((recognizer) => texts.some((text) => recognizer.recognizeFrame(text)));
  if (byFrame) return byFrame.id;
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return recognizers.find((recognizer) => recognizer.recognizeUrl(parsed))?.id;
}
