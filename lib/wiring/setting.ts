import { Failure } from '../kernel/failure.ts';

/** A setting of the function's environment; a missing one is a fault of the deployment and stops the function at once. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Failure('setting-missing', { setting: name });
  return value;
}

/** A setting that may be empty, such as a list of nothing. */
export function listSetting(name: string): string {
  return process.env[name] ?? '';
}

/** A setting that is a number above zero. */
export function numberSetting(name: string): number {
  const value = Number(setting(name));
  if (!(value > 0)) throw new Failure('setting-not-a-number', { setting: name });
  return value;
}

/** A setting above zero with a default. */
export function numberSettingOr(name: string, defaultValue: number): number {
  return process.env[name] === undefined ? defaultValue : numberSetting(name);
}
