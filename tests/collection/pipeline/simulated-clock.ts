type Event = { readonly at: number; readonly order: number; readonly act: () => void };

/**
 * A discrete-event clock: time passes only when everything that can go on at a moment has done so, and then jumps to
 * the next event. What runs on it may wait for nothing else but promises.
 */
export function simulatedClock(start: string) {
  const startedAt = Date.parse(start);
  // A binary heap, the earliest first; of the same moment, in the order in which they were scheduled.
  const heap: Event[] = [];
  let milliseconds = 0;
  let order = 0;

  const isBefore = (one: Event | undefined, other: Event | undefined) =>
    one !== undefined && other !== undefined && (one.at < other.at || (one.at === other.at && one.order < other.order));
  const swap = (i: number, j: number) => {
    const [one, other] = [heap[i], heap[j]];
    if (one === undefined || other === undefined) return;
    heap[i] = other;
    heap[j] = one;
  };
  const push = (event: Event) => {
    heap.push(event);
    for (let i = heap.length - 1; i > 0;) {
      const parent = Math.floor((i - 1) / 2);
      if (!isBefore(heap[i], heap[parent])) return;
      swap(i, parent);
      i = parent;
    }
  };
  const pop = (): Event | undefined => {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (isBefore(heap[child], heap[least])) least = child;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  };
  const after = (seconds: number, act: () => void) =>
    push({ at: milliseconds + Math.round(seconds * 1000), order: (order += 1), act });

  return {
    now: () => new Date(startedAt + milliseconds).toISOString(),
    at: (seconds: number) => new Date(startedAt + seconds * 1000).toISOString(),
    seconds: () => milliseconds / 1000,
    after,
    sleep: (seconds: number) => new Promise<void>((resolve) => after(seconds, resolve)),
    /** Throws when a week has passed first. */
    runUntil: async (isDone: () => boolean) => {
      for (;;) {
        // All promises that can settle do so before an immediate.
        await new Promise((resolve) => setImmediate(resolve));
        if (isDone()) return;
        const event = pop();
        if (event === undefined || event.at > 7 * 86_400_000) throw new Error('it hangs');
        milliseconds = event.at;
        event.act();
      }
    },
  };
}
