import { afterEach } from 'vitest';
import { describeOpenPages } from './browser.ts';

// A machine without a screen shows nothing but messages; reports of a run take the stack.
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? [];
  if (error === undefined) return;
  const shown = await describeOpenPages();
  error.message += `\n${shown}`;
  error.stack = `${error.stack ?? ''}\n${shown}`;
});
