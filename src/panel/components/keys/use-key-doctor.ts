import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { KeyReadingSummary } from '../../../core/key-reading';
import { readKeys, toReadingSummary } from '../../../core/key-readings';
import type { KeyScope } from '../../../core/key-summary';
import { createKeyTester, type TestState } from '../../key-tester';
import { usePanel } from '../../panel-context';
import {
  isSeveral,
  type KeyOption,
  offered,
  preselected,
  toOptions,
  type WantedKind,
} from '../../view/key-options';

/** What the form knows of the text in its field: no byte of it. */
export interface KeyDoctor {
  /** What is offered to be added. */
  shown: readonly KeyOption[];
  /** Names of the options that are to be added. */
  picked: ReadonlySet<string>;
  isSeveral: boolean;
  state: TestState;
  pick(name: string, isPicked: boolean): void;
  /** The text has changed. */
  read(text: string): void;
  /** What the key would be for has changed. */
  test(): void;
  clear(): void;
}

const NOTHING: TestState = { kind: 'none' };

/** Reads what is pasted at once, and has it tried a moment later. `current` is asked for text and scope when it is time. */
export function useKeyDoctor(
  wanted: WantedKind,
  current: () => { text: string; scope: KeyScope },
): KeyDoctor {
  const { store } = usePanel();
  const [readings, setReadings] = useState<readonly KeyReadingSummary[]>([]);
  const [state, setState] = useState<TestState>(NOTHING);
  const [own, setOwn] = useState<ReadonlySet<string>>();
  const latest = useRef(current);
  latest.current = current;
  const tester = useMemo(
    () =>
      createKeyTester(() => {
        const { text, scope } = latest.current();
        return readKeys(text).length === 0 ? undefined : store.testKey(text, scope);
      }, setState),
    [store],
  );
  useEffect(() => tester.cancel, [tester]);
  const tested = state.kind === 'tested' ? state.test.readings : [];
  const shown = offered(toOptions(tested.length > 0 ? tested : readings), wanted);
  const several = isSeveral(shown);
  const picked = own ?? preselected(shown, wanted);
  return {
    shown,
    picked,
    isSeveral: several,
    state,
    pick(name, isPicked) {
      if (!several) setOwn(new Set([name]));
      else setOwn(new Set(isPicked ? [...picked, name] : [...picked].filter((other) => other !== name)));
    },
    read(text) {
      setReadings(readKeys(text).map(toReadingSummary));
      setOwn(undefined);
      tester.schedule();
    },
    test: tester.schedule,
    clear() {
      setReadings([]);
      setOwn(undefined);
      tester.cancel();
    },
  };
}
