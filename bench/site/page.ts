/** What the measured page keeps, as `globalThis.bench`. */
export interface BenchPage {
  /** Events received, control events not counted. */
  received: number;
  subscribed: boolean;
  /** `Date.now()` at which event i + 1 came; stays zero unless the address has `?arrivals`. */
  arrivals: Float64Array;
}

/**
 * The measured page: a client of Pusher with the least that any client does, one `JSON.parse` per frame (pusher-js
 * parses twice, and opens the box too). The first part of the path is the app key.
 */
export const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Benchmark</title></head>
<body>
<script>
  const app = location.pathname.split('/')[1];
  const keepArrivals = location.search === '?arrivals';
  const bench = (globalThis.bench = {
    received: 0,
    subscribed: false,
    arrivals: new Float64Array(keepArrivals ? 1000000 : 0),
  });
  const socket = new WebSocket('ws://' + location.host + '/app/' + app + '?protocol=7&client=js&version=8.6.0');
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.event === 'pusher:connection_established') {
      const subscription = { auth: app + ':00', channel: 'private-encrypted-benchmark' };
      socket.send(JSON.stringify({ event: 'pusher:subscribe', data: subscription }));
    } else if (message.event === 'pusher_internal:subscription_succeeded') bench.subscribed = true;
    else {
      if (keepArrivals) bench.arrivals[bench.received] = Date.now();
      bench.received++;
    }
  };
</script>
</body>
</html>
`;
