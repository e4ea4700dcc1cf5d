import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import type { Change, ChangeAuthor, ChangeKind } from '../../../schemas/departments/change-entry.ts';
import { callerIdentity } from '../../adapters/admin/caller-identity.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { changeRecorder } from '../../wiring/admin/record-change.ts';
import { applySettings, deployedSettings, StageSettings } from '../../wiring/admin/stage-settings.ts';
import { type CommandContext, UsageError } from '../command.ts';

/** Options of every subcommand; those that change something take `changeOptions`. */
export const adminOptions = {
  stage: { type: 'string' },
  settings: { type: 'string' },
  json: { type: 'boolean' },
} as const;
export const changeOptions = { ...adminOptions, why: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;

type StageValues = { readonly stage?: string | undefined; readonly settings?: string | undefined };
type ChangeValues = StageValues & { readonly why?: string | undefined; readonly 'dry-run'?: boolean | undefined };

export type SettingChange = {
  readonly what: ChangeKind;
  readonly target: string;
  readonly detail?: object;
  /** Says in Chinese what is going to be changed, without a full stop. */
  readonly sentence: string;
};
export type AdminSession = {
  readonly author: ChangeAuthor;
  readonly isDryRun: boolean;
  /** Writes the entry of the change log. */
  readonly record: (change: Change) => Promise<void>;
  /** Says what was changed; in a dry run, what would be. */
  readonly report: (sentence: string) => void;
  /** Records, makes and reports one change; a dry run only reports, and returns `null`. */
  readonly change: <Result>(change: SettingChange, make: () => Promise<Result>) => Promise<Result | null>;
};

/** Points this process at the stage. Throws `UsageError` unless exactly one stage is named. */
export async function selectStage(values: StageValues): Promise<void> {
  applySettings(await readSettings(values));
}

/** Opens the stage for changes. Throws `UsageError` without a reason, unless it is a dry run. */
export async function openAdminSession(values: ChangeValues, context: CommandContext): Promise<AdminSession> {
  const isDryRun = values['dry-run'] === true;
  const why = values.why?.trim() ?? '';
  if (why.length < 2 && !isDryRun)
    throw new UsageError('请用“--why 原因”写明为什么改，改动会留痕；只想看看会改什么，请用 --dry-run。');
  await selectStage(values);
  // A settings file is of a system on this machine, whose credentials belong to nobody.
  const by = values.settings === undefined ? await callerIdentity() : `${userInfo().username}@${hostname()}`;
  const author = { by, via: 'command-line', why } as const;
  const record = changeRecorder((facts) => {
    const line = { time: new Date().toISOString(), level: 'info', code: 'setting-changed', ...facts };
    context.stderr.write(`${JSON.stringify(line)}\n`);
  });
  const report = (sentence: string) =>
    void context.stdout.write(isDryRun ? `试运行，没有改动。将${sentence}。\n` : `已${sentence}。\n`);
  return {
    author,
    isDryRun,
    record,
    report,
    change: async ({ what, target, detail, sentence }, make) => {
      if (!isDryRun)
        await record({ ...author, what, target, ...definedOnly({ detail: detail && JSON.stringify(detail) }) });
      const result = isDryRun ? null : await make();
      report(sentence);
      return result;
    },
  };
}

async function readSettings({ stage, settings }: StageValues): Promise<StageSettings> {
  if ((stage === undefined) === (settings === undefined))
    throw new UsageError('请用“--stage 环境”写明已部署的环境，或用“--settings 文件”给出本机系统的设置，二者选一。');
  if (settings !== undefined) return await settingsFromFile(settings);
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(stage ?? ''))
    throw new UsageError('环境的名称由小写字母、数字和连字符组成，例如 prod。');
  const deployed = await deployedSettings(stage ?? '');
  if (deployed === null)
    throw new UsageError(
      `当前区域没有名为 ${stage} 的环境。请核对名称和区域（环境变量 AWS_REGION），并确认它已由本版本部署。`,
    );
  return deployed;
}

async function settingsFromFile(path: string): Promise<StageSettings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new UsageError(`无法打开设置文件“${path}”。请先用 npm start 启动本机系统，它会写出这个文件。`);
  }
  const parsed = StageSettings.safeParse(parseJson(text));
  if (!parsed.success) throw new UsageError(`设置文件“${path}”不是本系统写出的设置。请重新启动本机系统。`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
