import { z } from 'zod';
import { readParameter } from '../../adapters/admin/stage-parameter.ts';

/** Environment variables by name; the stage's name is among them. */
export const StageSettings = z
  .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string())
  .and(z.object({ GUIJI_STAGE: z.string() }));
export type StageSettings = z.infer<typeof StageSettings>;

/** Reads what the deployed stack says of itself; `null` when the region has no such stage. */
export async function deployedSettings(stage: string): Promise<StageSettings | null> {
  const text = await readParameter(`/guiji-${stage}/admin-settings`);
  return text === null ? null : StageSettings.parse(JSON.parse(text));
}

/** The product reads its settings from the environment of the process. */
export function applySettings(settings: StageSettings): void {
  Object.assign(process.env, settings);
}
