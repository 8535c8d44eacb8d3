import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Entry } from '../../../core/entry';
import type { Omission } from '../../../core/frame';
import { shownPayload } from '../../view/content';
import { frameForCopy } from '../../view/copy-text';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { ChoiceButton } from './ChoiceButton';
import { HexText } from './HexText';
import { LongText } from './LongText';
import { Pane } from './Pane';

const OMISSIONS: Record<Omission, string> = {
  'unread-blob': 'The page was left before this binary frame could be read.',
  'too-large': 'The frame is too large to be handed to the panel.',
};

/** The frame as it was on the wire, whole but for secrets that are never shown in full. */
export function RawPane({ entry }: { entry: Entry }) {
  const payload = shownPayload(entry);
  return (
    <div class="panes panes-single">
      <Pane
        name="raw"
        title={'base64' in payload ? 'Binary frame' : 'Frame'}
        note={formatBytes(entry.size)}
        tools={<CopyButton text={() => frameForCopy(entry)} what="Raw frame" />}
      >
        {'omitted' in payload ? (
          <p class="payload-note">{OMISSIONS[payload.omitted]}</p>
        ) : 'text' in payload ? (
          <LongText key={entry.id} text={payload.text} />
        ) : (
          <BinaryFrame
            key={entry.id}
            base64={payload.base64}
            decoded={entry.connection.protocol?.showBinary(payload)}
          />
        )}
      </Pane>
    </div>
  );
}

type Form = 'decoded' | 'hex' | 'base64';

function BinaryFrame({ base64, decoded }: { base64: string; decoded: string | undefined }) {
  const [form, setForm] = useState<Form>(decoded === undefined ? 'hex' : 'decoded');
  const shown: Record<Form, () => ComponentChildren> = {
    decoded: () => <LongText text={decoded ?? ''} />,
    hex: () => <HexText base64={base64} />,
    base64: () => <LongText text={base64} />,
  };
  return (
    <>
      <p class="payload-note payload-views">
        {decoded !== undefined && (
          <ChoiceButton
            choice="decoded"
            label="Decoded"
            isChosen={form === 'decoded'}
            onChoose={() => setForm('decoded')}
          />
        )}
        <ChoiceButton choice="hex" label="Hex" isChosen={form === 'hex'} onChoose={() => setForm('hex')} />
        <ChoiceButton
          choice="base64"
          label="Base64"
          isChosen={form === 'base64'}
          onChoose={() => setForm('base64')}
        />
      </p>
      {shown[form]()}
    </>
  );
}
