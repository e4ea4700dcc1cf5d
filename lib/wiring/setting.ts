import { Failure } from '../kernel/failure.ts';

/** Reads an environment variable; throws `setting-missing` if it is absent or empty. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Failure('setting-missing', { setting: name });
  return value;
}

/** Reads a variable that may be empty, such as a list. */
export function listSetting(name: string): string {
  return process.env[name] ?? '';
}

/** Reads a positive number; throws `setting-not-a-number`. */
export function numberSetting(name: string): number {
  const value = Number(setting(name));
  if (!(value > 0)) throw new Failure('setting-not-a-number', { setting: name });
  return value;
}

/** A setting above zero with a default. */
export function numberSettingOr(name: string, defaultValue: number): number {
  return process.env[name] === undefined ? defaultValue : numberSetting(name);
}
