import type { Entry } from '../../../core/entry';
import type { Omission } from '../../../core/frame';
import { cleanText, payloadAsText } from '../../view/copy-text';
import { formatBytes } from '../../view/formats';
import { CopyButton } from '../CopyButton';
import { LongText } from './LongText';
import { Pane } from './Pane';

const OMISSIONS: Record<Omission, string> = {
  'unread-blob': 'The page was left before this binary frame could be read.',
  'too-large': 'The frame is too large to be handed to the panel.',
};

/** The frame as it was on the wire, whole. */
export function RawPane({ entry }: { entry: Entry }) {
  const { payload } = entry;
  return (
    <div class="panes panes-single">
      <Pane
        name="raw"
        title={'base64' in payload ? 'Binary frame, as base64' : 'Frame'}
        note={formatBytes(entry.size)}
        tools={<CopyButton text={() => cleanText(entry, payloadAsText(payload))} what="Raw frame" />}
      >
        {'omitted' in payload ? (
          <p class="payload-note">{OMISSIONS[payload.omitted]}</p>
        ) : (
          <LongText key={entry.id} text={payloadAsText(payload)} />
        )}
      </Pane>
    </div>
  );
}
