import { describe, expect, it } from 'vitest';
import type { TestedReading } from '../../core/key-reading';
import { readKeys, toReadingSummary } from '../../core/key-readings';
import { KEY_KINDS, type KeyKind } from '../../core/key-summary';
import { isSeveral, offered, preselected, toOptions, type WantedKind } from './key-options';
import { sampleTested } from './sample-readings';

const base64 = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');
const OPENS = { opened: 3, channels: 2 };

const wanting = (kind: KeyKind, isChosen = false, fitting: readonly KeyKind[] = KEY_KINDS): WantedKind => ({
  kind,
  isChosen,
  fitting,
});

/** What is offered of a text, each option as `[x] kind from form`. */
function of(
  text: string,
  wanted: WantedKind,
  change: (reading: TestedReading) => Partial<TestedReading> = () => ({}),
): string[] {
  const readings = readKeys(text).map((reading) => {
    const tested = sampleTested(toReadingSummary(reading));
    return { ...tested, ...change(tested) };
  });
  return lines(readings, wanted);
}

function lines(readings: readonly TestedReading[], wanted: WantedKind): string[] {
  const shown = offered(toOptions(readings), wanted);
  const picked = preselected(shown, wanted);
  return shown.map(
    ({ name, reading }) => `[${picked.has(name) ? 'x' : ' '}] ${reading.kind} from ${reading.form}`,
  );
}

describe('of a text with one key', () => {
  it('the wanted kind is offered, and no other', () => {
    expect(of(base64, wanting('pusher-master'))).toEqual(['[x] pusher-master from base64']);
    expect(of(base64, wanting('ably-cipher'))).toEqual(['[x] ably-cipher from base64']);
    expect(of(base64, wanting('app-secret'))).toEqual(['[x] app-secret from the text itself']);
  });

  it('another kind that opens something is offered too, and chosen', () => {
    const ably = ({ kind }: TestedReading) => (kind === 'ably-cipher' ? OPENS : {});
    expect(of(base64, wanting('pusher-master'), ably)).toEqual([
      '[ ] pusher-master from base64',
      '[x] ably-cipher from base64',
    ]);
  });

  it('what a human has chosen stays chosen, whatever opens', () => {
    const ably = ({ kind }: TestedReading) => (kind === 'ably-cipher' ? OPENS : {});
    expect(of(base64, wanting('pusher-master', true), ably)[0]).toBe('[x] pusher-master from base64');
  });

  it('what it may be instead is offered where it can not be of the wanted kind', () => {
    const short = Buffer.alloc(16, 7).toString('base64');
    expect(of(short, wanting('pusher-master'))).toEqual(['[x] ably-cipher from base64']);
    expect(of(short, wanting('pusher-master', false, ['pusher-master', 'app-secret']))).toEqual([]);
  });

  it('32 characters are offered in each reading, the one that works is chosen', () => {
    const letters = Buffer.alloc(24, 7).toString('base64');
    const shown = of(letters, wanting('pusher-master'), ({ bytes }) => (bytes === 24 ? OPENS : {}));
    expect(shown).toEqual(['[ ] pusher-master from the text itself', '[x] pusher-master from base64']);
  });

  it('the proof of an auth reply counts more than events that open', () => {
    const shown = of(base64, wanting('pusher-master'), ({ kind }) => {
      if (kind === 'pusher-shared-secret') return { proved: ['private-encrypted-a'] };
      return kind === 'pusher-master' ? { ...OPENS, channels: 1 } : {};
    });
    expect(shown).toContain('[x] pusher-shared-secret from base64');
  });

  it('a shared secret is no master key that opens one channel directly; one that opens several is', () => {
    const direct = (channels: number) => (reading: TestedReading) => {
      if (reading.kind === 'pusher-shared-secret') return { opened: 1, channels: 1 };
      if (reading.kind !== 'pusher-master') return {};
      return { opened: 1, channels, findings: [{ id: 'master-key-direct' as const, key: 'a' }] };
    };
    expect(of(base64, wanting('pusher-master'), direct(1))[1]).toBe('[x] pusher-shared-secret from base64');
    expect(of(base64, wanting('pusher-master'), direct(2))[0]).toBe('[x] pusher-master from base64');
  });

  it('what a slip makes of it is an option of its own', () => {
    const slip = sampleTested({ ...OPENS, slip: 'quotes', variant: 4 });
    const options = toOptions([sampleTested(), slip]);
    expect(options.map(({ name }) => name)).toEqual(['0', '0.4']);
    expect(preselected(options, wanting('pusher-master'))).toEqual(new Set(['0.4']));
  });
});

describe('of a text with several keys', () => {
  it('one of each is chosen, also one that opens nothing here', () => {
    const text = `A_MASTER_KEY=${base64}\nB_MASTER_KEY=${other}\nPUSHER_APP_SECRET=7ad3773142a6692b25b8`;
    const shown = of(text, wanting('pusher-master'), ({ name }) => (name === 'A_MASTER_KEY' ? OPENS : {}));
    expect(shown).toEqual([
      '[x] pusher-master from base64',
      '[x] pusher-master from base64',
      '[x] app-secret from the text itself',
    ]);
    expect(isSeveral(offered(toOptions(readKeys(text)), wanting('pusher-master')))).toBe(true);
  });

  it('what speaks for no key but its form is offered only where it works', () => {
    const text = `MASTER_KEY=${base64}\nAPP_KEY=base64:${other}`;
    expect(of(text, wanting('pusher-master'))).toHaveLength(1);
    expect(
      of(text, wanting('pusher-master'), ({ name, kind }) =>
        name === 'APP_KEY' && kind === 'pusher-master' ? OPENS : {},
      ),
    ).toHaveLength(2);
  });
});
