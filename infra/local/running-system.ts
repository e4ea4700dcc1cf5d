import { type LocalStack, type LocalStackSettings, startLocalStack } from './local-stack.ts';
import { demoDirectory, refuseIfLocked } from './state-directory.ts';

export type RunningSystem = {
  /** The newest one, which may still be starting; rejects with StartRefused. */
  readonly stack: () => Promise<LocalStack>;
  readonly close: () => Promise<void>;
};

type Begun = (stack: LocalStack, stateDir: string, seconds: number) => void;

/**
 * Starts the system, and exchanges it for the demo's on the same port when the landing page asks for it. The data of
 * the system before stay in their folder. `begun` is called for each that has started.
 */
export function runSystem(settings: LocalStackSettings, begun: Begun): RunningSystem {
  const { say = () => undefined } = settings;
  let isClosing = false;
  const start = async (chosen: LocalStackSettings): Promise<LocalStack> => {
    const from = performance.now();
    const stack = await startLocalStack(chosen);
    begun(stack, chosen.stateDir, (performance.now() - from) / 1000);
    return stack;
  };
  const exchange = async (plain: LocalStack): Promise<LocalStack> => {
    const port = Number(new URL(plain.url).port);
    const stateDir = demoDirectory(settings.stateDir);
    say('正在换到演示数据，原来的数据保留在自己的文件夹里……');
    await plain.close();
    if (isClosing) return plain;
    return await start({ ...settings, port, stateDir, demo: true }).catch(async (error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      return await start({ ...settings, port });
    });
  };
  let running = start({
    ...settings,
    beginDemo: () => {
      refuseIfLocked(demoDirectory(settings.stateDir));
      running = running.then(exchange);
      running.catch((error: unknown) => settings.lost?.(error instanceof Error ? error.message : String(error)));
    },
  });
  return {
    stack: () => running,
    close: async () => {
      isClosing = true;
      await running.then(
        ({ close }) => close(),
        () => undefined,
      );
    },
  };
}
