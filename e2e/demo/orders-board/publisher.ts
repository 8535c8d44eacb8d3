import type Pusher from 'pusher';
import { repeat } from '../pace.ts';
import { createStory } from './story.ts';

/** Publishes the story, one scene every `paceMs`, until the returned function is called and awaited. */
export function startPublishing(pusher: Pusher, paceMs: number): () => Promise<void> {
  const nextScene = createStory();
  return repeat(paceMs, () => publishScene(pusher, nextScene()));
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
