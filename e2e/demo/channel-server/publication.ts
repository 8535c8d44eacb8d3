import { isChannelName } from './channel-name.ts';
import { toRecord } from './frames.ts';

/** One event as the HTTP API takes it: `{"name":"order.created","channels":["news"],"data":"{}"}`. */
export type Publication = {
  readonly kind: 'publication';
  readonly name: string;
  readonly channels: readonly string[];
  readonly data: string;
  readonly exceptSocketId: string | undefined;
  readonly info: readonly string[];
};

/** Why the HTTP API does not take a request, with the status it answers. */
export type ApiFault = { readonly kind: 'fault'; readonly status: number; readonly problem: string };

const maxDataBytes = 10_240;
const maxChannels = 100;
const maxBatch = 10;
const maxNameLength = 200;

/** A fault to answer with `status` and a readable body. */
export function toFault(status: number, problem: string): ApiFault {
  return { kind: 'fault', status, problem };
}

/** Reads the body of `POST /apps/<id>/events` or one entry of a batch, with Pusher's limits. */
export function parsePublication(value: unknown): Publication | ApiFault {
  const { name, data, channel, channels = [channel], socket_id: socketId, info } = toRecord(value);
  if (typeof name !== 'string' || name === '' || name.length > maxNameLength) {
    return toFault(400, `name must be a string of 1 to ${maxNameLength} characters`);
  }
  if (typeof data !== 'string') return toFault(400, 'data must be a string');
  if (Buffer.byteLength(data) > maxDataBytes) {
    return toFault(413, `The data of this event exceeds the maximum of ${maxDataBytes} bytes`);
  }
  if (!Array.isArray(channels) || channels.length === 0 || channels.length > maxChannels) {
    return toFault(400, `channels must have 1 to ${maxChannels} names`);
  }
  if (!channels.every(isChannelName)) return toFault(400, 'channels must hold valid channel names');
  if (socketId !== undefined && !/^\d+\.\d+$/.test(String(socketId))) {
    return toFault(400, 'socket_id must be two numbers with a dot between');
  }
  return {
    kind: 'publication',
    name,
    channels,
    data,
    exceptSocketId: typeof socketId === 'string' ? socketId : undefined,
    info: typeof info === 'string' ? info.split(',') : [],
  };
}

/** Reads the body of `POST /apps/<id>/batch_events`: all of it, or the first fault. */
export function parseBatch(value: unknown): Publication[] | ApiFault {
  const { batch } = toRecord(value);
  if (!Array.isArray(batch)) return toFault(400, 'batch must be an array');
  if (batch.length > maxBatch) return toFault(400, `A batch must have at most ${maxBatch} events`);
  const publications: Publication[] = [];
  for (const entry of batch) {
    const publication = parsePublication(entry);
    if (publication.kind === 'fault') return publication;
    publications.push(publication);
  }
  return publications;
}
