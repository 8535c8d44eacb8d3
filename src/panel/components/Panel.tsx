import { useRef } from 'preact/hooks';
import { usePanel } from '../panel-context';
import { Detail } from './detail/Detail';
import { KeysDialog } from './keys/KeysDialog';
import { PasteDialog } from './paste/PasteDialog';
import { Splitter } from './Splitter';
import { Sidebar } from './sidebar/Sidebar';
import { Announcer } from './status/Announcer';
import { StatusBar } from './status/StatusBar';
import { EventArea } from './table/EventArea';
import { Toolbar } from './toolbar/Toolbar';

/** The whole panel: toolbar, sidebar, table, detail, status bar. */
export function Panel() {
  const { store, view } = usePanel();
  const isDetailOpen =
    view.captureOpen.value ||
    store.selected.value !== undefined ||
    (view.placeOpen.value && store.place.value !== undefined);
  return (
    <div class="panel">
      <Toolbar />
      <div class="middle">
        {!view.narrow.value && <SidebarWithSplitter />}
        <main class={view.stacked.value ? 'main main-stacked' : 'main'}>
          <EventArea />
          {isDetailOpen && <DetailWithSplitter />}
        </main>
      </div>
      <StatusBar />
      <KeysDialog />
      <PasteDialog />
      <Announcer />
    </div>
  );
}

function SidebarWithSplitter() {
  const { sidebar } = usePanel().view.splits;
  return (
    <>
      <div class="sidebar-place" style={{ width: `${sidebar.size.value}px` }}>
        <Sidebar />
      </div>
      <Splitter split={sidebar} label="Width of the sidebar" orientation="vertical" grows="before" />
    </>
  );
}

function DetailWithSplitter() {
  const { splits, stacked } = usePanel().view;
  const split = stacked.value ? splits.detailBelow : splits.detail;
  const size = `${split.size.value}px`;
  const place = useRef<HTMLDivElement>(null);
  return (
    <>
      <Splitter
        split={split}
        label="Size of the detail"
        orientation={stacked.value ? 'horizontal' : 'vertical'}
        grows="after"
        sized={place}
      />
      <div ref={place} class="detail-place" style={stacked.value ? { height: size } : { width: size }}>
        <Detail />
      </div>
    </>
  );
}
