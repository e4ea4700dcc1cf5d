/** Spaces the ends of waits by 60 s / `perMinute`. */
export function throttle(
  perMinute: number,
  milliseconds: () => number,
  delay: (milliseconds: number) => Promise<void>,
): () => Promise<void> {
  const gap = 60_000 / perMinute;
  let next = 0;
  return async () => {
    const now = milliseconds();
    const wait = Math.max(0, next - now);
    next = now + wait + gap;
    if (wait > 0) await delay(Math.ceil(wait));
  };
}
