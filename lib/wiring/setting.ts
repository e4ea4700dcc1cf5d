import { Failure } from '../kernel/failure.ts';

/** Throws `setting-missing` if the variable is absent or empty. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Failure('setting-missing', { setting: name });
  return value;
}

/** Allows an empty variable. */
export function listSetting(name: string): string {
  return process.env[name] ?? '';
}

/** Throws `setting-not-a-number` unless it is positive. */
export function numberSetting(name: string): number {
  const value = Number(setting(name));
  if (!(value > 0)) throw new Failure('setting-not-a-number', { setting: name });
  return value;
}
