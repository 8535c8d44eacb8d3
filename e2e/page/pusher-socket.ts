import type { SocketHandler } from '../demo/test-pages';

/** The first frame of every Pusher server. */
export const ESTABLISHED = JSON.stringify({
  event: 'pusher:connection_established',
  data: JSON.stringify({ socket_id: '123.456', activity_timeout: 120 }),
});

/** The path of a Pusher socket with a mark at its end, by which a tap finds it. */
export const pathOf = (mark: string): string => `/app/key?protocol=7&client=js&mark=${mark}`;

/** Greets as a Pusher server does, then does what the test wants. */
export const greet =
  (then: SocketHandler = () => undefined): SocketHandler =>
  (socket, request) => {
    socket.send(ESTABLISHED);
    then(socket, request);
  };
