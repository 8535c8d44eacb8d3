/** Messages in the order they came; one that needs something loaded first holds up those behind it. */
export interface Arrivals<Message> {
  add(message: Message): void;
}

/**
 * `needs` answers what has to be loaded before a message can be handled, undefined for nothing: then it is handled at
 * once. What can not be loaded is told to `onFailure`, and the message is handled all the same: nothing vanishes.
 */
export function createArrivals<Message>(
  needs: (message: Message) => Promise<unknown> | undefined,
  handle: (message: Message) => void,
  onFailure: (error: unknown) => void,
): Arrivals<Message> {
  const waiting: Message[] = [];
  let isDraining = false;
  const drain = (isReady: boolean) => {
    let ready = isReady;
    isDraining = true;
    try {
      for (let message = waiting[0]; message !== undefined; message = waiting[0]) {
        const loading = ready ? undefined : needs(message);
        if (loading !== undefined) {
          wait(loading);
          return;
        }
        ready = false;
        waiting.shift();
        handle(message);
      }
      isDraining = false;
    } catch (error) {
      // One message that can not be handled must not stop the others; the error is the console's.
      isDraining = false;
      if (waiting.length > 0) queueMicrotask(() => drain(false));
      throw error;
    }
  };
  const wait = (loading: Promise<unknown>) => {
    // A message may need more than one thing, each in its turn.
    loading.then(
      () => drain(false),
      (error: unknown) => {
        onFailure(error);
        drain(true);
      },
    );
  };
  return {
    add(message) {
      waiting.push(message);
      if (!isDraining) drain(false);
    },
  };
}
