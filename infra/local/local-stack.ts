import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seedCertificateIds } from '../seeds/index.ts';
import { buildIfStale } from '../tools/build/build.ts';
import { openDepartment } from './demo-department/open-department.ts';
import { startFunctions } from './functions/functions.ts';
import { invoker } from './functions/invoke.ts';
import { gateway } from './gateway/gateway.ts';
import { page } from './gateway/html.ts';
import { landingPage } from './gateway/landing-page.ts';
import { openIdentity } from './identity/identity.ts';
import { listen, stopServer } from './listen.ts';
import { localCredentials } from './local-credentials.ts';
import { projectDirectory } from './project-directory.ts';
import { startEventSource } from './queues/event-source.ts';
import { readMappings } from './queues/mappings.ts';
import { Seeded } from './seeded.ts';
import type { SigningKind } from './signing-key.ts';
import { StartRefused } from './start-refused.ts';
import { lockState, reasonOf, refuseIfLocked } from './state-directory.ts';
import { openStores } from './stores.ts';

export type LocalStackSettings = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly stateDir: string;
  /** How certificates are signed from now on; those signed before stay what they are. ES256 when nothing is said. */
  readonly signing?: SigningKind;
  /** One line per step, for a person who waits. */
  readonly say?: (sentence: string) => void;
  /** Told when the system cannot go on by itself. */
  readonly lost?: (reason: string) => void;
};

export type LocalStack = {
  /** `http://127.0.0.1:8080`: everything is below it. */
  readonly url: string;
  /** The environment that the functions see, endpoints and credentials included. */
  readonly environment: Readonly<Record<string, string>>;
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
};

/**
 * The whole system on one port of 127.0.0.1, with its state in one folder. Throws StartRefused with a Chinese sentence when it
 * can't; nothing is left running then.
 */
export async function startLocalStack({
  port,
  stateDir,
  signing = 'es256',
  say = () => undefined,
  lost = () => undefined,
}: LocalStackSettings): Promise<LocalStack> {
  const stops: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    return await start();
  } catch (error) {
    await close();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`本机系统没有启动成功：${reasonOf(error)}`, error);
  }

  async function start(): Promise<LocalStack> {
    let handle = (_: IncomingMessage, response: ServerResponse): void =>
      void response
        .writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' })
        .end(page('正在启动', '<h1>正在启动</h1><p>请稍候几秒再刷新。</p>'));
    const server = createServer((request, response) => handle(request, response));
    server.requestTimeout = 0; // a slow line may need longer than five minutes for 200 MB
    const url = `http://127.0.0.1:${await listen(server, port).catch((error: unknown) => refusePort(port, stateDir, error))}`;
    stops.push(() => stopServer(server));
    stops.push(lockState(stateDir));

    say('正在打开数据……');
    const [stores] = await all(
      openStores(stateDir, '/storage', signing).then(
        (opened) => {
          stops.push(opened.close);
          return opened;
        },
        (error: unknown) => refuseState(stateDir, error),
      ),
      buildIfStale().then((built) => built && say('函数已重新打包。')),
    );
    const department = await openDepartment(stateDir, say);
    stops.push(department.close);
    const issuer = `${url}/oidc`;
    const environment: Record<string, string> = {
      ...stores.environment,
      OIDC_ISSUER: issuer,
      PUBLIC_ADDRESS: url,
      SOURCE_ADDRESSES: department.addresses,
      AWS_ENDPOINT_URL_S3: `${url}/storage`,
    };
    const audience = stores.service.provider.environment['OIDC_AUDIENCE'] ?? '';
    const identity = await openIdentity({ issuer, audience, keyFile: join(stateDir, 'identity.json') }).catch(
      (error: unknown) => refuseState(stateDir, error),
    );

    say('正在启动函数……');
    const [functions] = await all(
      startFunctions({
        environment: {
          ...environment,
          GUIJI_ISSUER: issuer,
          GUIJI_PUBLIC_ADDRESS: url,
          GUIJI_SOURCE_ADDRESSES: department.addresses,
          GUIJI_SIGNING_KEY: stores.environment['SIGNING_KEY'] ?? '',
          TMPDIR: emptyDirectory(join(stateDir, 'tmp')),
        },
        logFile: join(stateDir, 'functions.log'),
        lost,
      }).then((started) => {
        stops.push(started.close);
        return started;
      }),
      seedIfNeeded(stateDir, environment, say),
    );
    handle = gateway({
      storage: stores.objectStore.handle,
      oidc: identity.handle,
      functions: functions.http,
      landing: () => landingPage(url, audience),
    });
    const eventSource = startEventSource(readMappings(stores.service, stores.queueUrls), {
      endpoint: environment['AWS_ENDPOINT_URL_SQS'] ?? '',
      region: stores.service.provider.region,
      credentials: localCredentials,
      invoke: invoker(functions.lambda),
    });
    stops.push(eventSource.close);
    return { url, environment, queueUrls: stores.queueUrls, close };
  }
}

/** Waits for both, also when one fails: what the other one opens must be closed again. */
async function all<First>(first: Promise<First>, second: Promise<unknown>): Promise<[First]> {
  await Promise.allSettled([first, second]);
  await second;
  return [await first];
}

function refusePort(port: number, stateDir: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') refuseIfLocked(stateDir); // started twice: that is the reason, not the port
  if (code === 'EADDRINUSE')
    throw new StartRefused(
      `端口 ${port} 已被其他程序占用。请关闭那个程序，或换一个端口启动：npm start -- --port ${port === 8081 ? 8082 : 8081}`,
      error,
    );
  throw new StartRefused(
    `端口 ${port} 无法使用（${reasonOf(error)}）。请换一个端口启动：npm start -- --port 8081`,
    error,
  );
}

function refuseState(stateDir: string, error: unknown): never {
  throw new StartRefused(
    `数据文件夹 ${stateDir} 里的内容已损坏或无法打开（${reasonOf(error)}）。如不再需要其中的数据，可运行 npm run reset 清空后重新启动。`,
    error,
  );
}

/**
 * Departments, accounts, catalogue and code lists are written at the first start only: afterwards they are the person's own. Types of certificates
 * that a state of an earlier time has not are added to it.
 */
async function seedIfNeeded(
  stateDir: string,
  environment: Readonly<Record<string, string>>,
  say: (sentence: string) => void,
): Promise<void> {
  const mark = join(stateDir, 'seeded.json');
  const before = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  if (before !== undefined) {
    const { certificateTypes } = Seeded.parse(JSON.parse(before));
    if (seedCertificateIds().every((id) => certificateTypes.includes(id))) return;
  }
  say(before === undefined ? '第一次启动：正在写入部门、账号、信息资源目录和证照类型……' : '正在补充新增的证照类型……');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectDirectory, 'infra', 'local', 'seed.ts'), ...(before === undefined ? [] : [before])],
    { cwd: projectDirectory, env: { ...process.env, ...environment } },
  );
  writeFileSync(mark, stdout);
}

/** Functions lay uploaded workbooks on their disk while they read them. Lambda throws that disk away; here nothing of a killed function may stay. */
function emptyDirectory(directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}
