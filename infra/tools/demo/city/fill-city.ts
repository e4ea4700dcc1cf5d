import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startOfDay, secondsAfter } from '../../../../lib/kernel/instant.ts';
import type { DemoClock } from '../../../local/demo-clock.ts';
import { type CityStep, citySteps } from './city-steps.ts';
import { joinCity } from './city.ts';
import { keepServiceBroken } from './service-source.ts';

const Done = z.object({ steps: z.int() });
const nineInTheMorning = 9 * 3600;
/** Between the steps of a day. */
const stepSeconds = 37 * 60;

type FillSettings = {
  readonly url: string;
  readonly stateDir: string;
  readonly clock: DemoClock;
  /** Prints one Chinese sentence a step. */
  readonly say: (sentence: string) => void;
  readonly steps?: readonly CityStep[];
};

/**
 * Plays the days of the demo by the API: whatever is then stored went the usual way. A run that was interrupted goes
 * on with its step; a filled city is left as it is.
 */
export async function fillCity({ url, stateDir, clock, say, steps = citySteps }: FillSettings): Promise<void> {
  const file = join(stateDir, 'demo-city.json');
  const done = existsSync(file) ? Done.parse(JSON.parse(readFileSync(file, 'utf8'))).steps : 0;
  if (done >= steps.length) return await keepServiceBroken(stateDir);
  const city = joinCity(url, stateDir, clock);
  say(`正在准备演示数据（2020年11月下旬的城市，均为合成），共 ${steps.length} 步，约需一两分钟；系统已可使用。`);
  for (const [at, { day, what, run }] of steps.entries()) {
    if (at < done) continue;
    const before = steps.slice(0, at).filter((step) => step.day === day).length;
    clock.moveTo(secondsAfter(startOfDay(day), nineInTheMorning + before * stepSeconds));
    say(`演示数据 ${at + 1}/${steps.length}　${day}　${what}`);
    await run(city, say);
    writeFileSync(file, JSON.stringify({ steps: at + 1 }));
  }
  say('演示数据已准备好：打开首页，登录后即可看到。');
}
