/** What the page of the soak keeps, as `globalThis.bench`. */
export interface SoakPage {
  subscribed: boolean;
  /** The `socket_id` that the server has given this document's connection. */
  socket: string;
  /** Events received, control events not counted. */
  received: number;
  /** Every frame of the connection, sent ones too. */
  frames: number;
  /** What the documents before this one have received, oldest first. */
  before: PageLog[];
}

/** What one document has received in its life: the server knows with which number the events of its socket begin. */
export type PageLog = Pick<SoakPage, 'socket' | 'received' | 'frames'>;

/**
 * The page of the soak. Like the measured page it does the least that a client of Pusher does. It keeps its own count
 * of what it has received over reloads: at `pagehide`, and with each frame that still comes after that.
 */
export const SOAK_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Soak</title></head>
<body>
<script>
  const app = location.pathname.split('/')[1];
  const before = JSON.parse(sessionStorage.getItem('log') ?? '[]');
  const bench = (globalThis.bench = { subscribed: false, socket: '', received: 0, frames: 0, before });
  let isLeaving = false;
  const keep = () => {
    const { socket, received, frames } = bench;
    sessionStorage.setItem('log', JSON.stringify([...before, { socket, received, frames }]));
  };
  const socket = new WebSocket('ws://' + location.host + '/app/' + app + '?protocol=7&client=js&version=8.6.0');
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    bench.frames++;
    if (message.event === 'pusher:connection_established') {
      bench.socket = JSON.parse(message.data).socket_id;
      const subscription = { auth: app + ':00', channel: 'private-encrypted-benchmark' };
      socket.send(JSON.stringify({ event: 'pusher:subscribe', data: subscription }));
      bench.frames++;
    } else if (message.event === 'pusher_internal:subscription_succeeded') bench.subscribed = true;
    else bench.received++;
    if (isLeaving) keep();
  };
  addEventListener('pagehide', () => {
    isLeaving = true;
    keep();
  });
</script>
</body>
</html>
`;
