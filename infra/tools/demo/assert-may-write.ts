import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { fetchWithTimeout } from '../../../lib/adapters/api/fetch-with-timeout.ts';

/** Its message is a whole Chinese sentence. */
export class DemoRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'DemoRefused';
  }
}

const timeoutMs = 10_000;
const OpenApi = z.object({ info: z.object({ title: z.string() }) });
const SystemInfo = z.object({ system: z.literal('guiji-local'), stateDirectory: z.string(), startedAt: z.string() });

type Asking = {
  /** The operator has said so on the command line. */
  readonly yes: boolean;
  /** `null` where nobody can be asked. */
  readonly ask?: ((question: string) => Promise<string>) | null;
  readonly say?: (sentence: string) => void;
};

/**
 * A demo registers sources and publishes made-up people: it says which system it talks to, and asks before it writes
 * to any but a local system of this project. Throws DemoRefused, and NotReachable.
 */
export async function assertMayWrite(
  url: string,
  { yes, ask = askOnTerminal(), say = (sentence) => console.log(sentence) }: Asking,
): Promise<void> {
  const found = await identify(url);
  say(`演示所用的系统：${url}（${found.description}）。`);
  if (found.isLocal || yes) return;
  const warning = `${url} 不是本项目用 npm start 启动的本机系统（${found.description}）。演示会在其中登记数据源、报送并公开虚构的数据。`;
  if (ask === null) throw new DemoRefused(`${warning}没有写入任何内容。确实要在那里演示的，请加上 --yes。`);
  const answer = await ask(`${warning}\n确实要在那里演示的，请输入 yes：`);
  if (answer.trim() !== 'yes') throw new DemoRefused('没有写入任何内容。');
}

async function identify(url: string): Promise<{ readonly isLocal: boolean; readonly description: string }> {
  const local = SystemInfo.safeParse(await readJson(`${url}/local-system`)).data;
  if (local !== undefined) return { isLocal: true, description: `本机系统，数据在 ${local.stateDirectory}` };
  const title = OpenApi.safeParse(await readJson(`${url}/api/v1/openapi.json`)).data?.info.title;
  return {
    isLocal: false,
    description: title === undefined ? '没有回答它是什么系统' : `它自称“${title.slice(0, 50)}”`,
  };
}

async function readJson(address: string): Promise<unknown> {
  const answer = await fetchWithTimeout(address, { redirect: 'error' }, timeoutMs);
  try {
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function askOnTerminal(): ((question: string) => Promise<string>) | null {
  if (!process.stdin.isTTY) return null;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  };
}
