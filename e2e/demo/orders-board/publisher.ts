import type Pusher from 'pusher';
import { createStory } from './story.ts';

/** Publishes the story, one scene every `paceMs`, until the returned function is called and awaited. */
export function startPublishing(pusher: Pusher, paceMs: number): () => Promise<void> {
  const nextScene = createStory();
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const tick = () => {
    running = publishScene(pusher, nextScene())
      .catch((error: unknown) => console.error('The demo could not publish:', error))
      .then(() => {
        if (!isStopped) timer = setTimeout(tick, paceMs);
      });
  };
  tick();
  return async () => {
    isStopped = true;
    await running;
    clearTimeout(timer);
  };
}

async function publishScene(
  pusher: Pusher,
  scene: ReturnType<ReturnType<typeof createStory>>,
): Promise<void> {
  const [first] = scene;
  if (!first) return;
  if (scene.length === 1) await pusher.trigger(first.channel, first.name, first.data);
  // The library writes the sealed data into the objects it is given.
  else await pusher.triggerBatch(scene.map((event) => ({ ...event })));
}
