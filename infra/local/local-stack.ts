import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seedCertificateIds } from '../seeds/index.ts';
import { buildIfStale } from '../tools/build/build.ts';
import { type Access, functionCredentials } from './access/access.ts';
import { type DemoClock, openDemoClock } from './demo-clock.ts';
import { openDepartment } from './demo-department/open-department.ts';
import { type Functions, startFunctions } from './functions/functions.ts';
import { createInvoker } from './functions/invoke.ts';
import { gateway } from './gateway/gateway.ts';
import { landingPage } from './gateway/landing-page.ts';
import { refuseUnparsed } from './gateway/refuse-request.ts';
import { answerStarting } from './gateway/starting-page.ts';
import { openIdentity } from './identity/identity.ts';
import type { SigningKind } from './key-service/signing-key.ts';
import { listen, stopServer } from './listen.ts';
import { projectDirectory } from './project-directory.ts';
import { type EventSource, startEventSource } from './queues/event-source.ts';
import { readMappings } from './queues/mappings.ts';
import { putLocalSeal } from './seal/put-local-seal.ts';
import { Seeded } from './seeded.ts';
import { StartRefused } from './start-refused.ts';
import { describeError, lockState, refuseIfLocked, resetCommand } from './state-directory.ts';
import { openStores, type Stores } from './stores.ts';

export type LocalStackSettings = {
  /** 0 takes a free port. */
  readonly port: number;
  readonly stateDir: string;
  /** Of new signatures, ES256 by default. */
  readonly signing?: SigningKind;
  /** Begins a demo: the city in late November 2020, by a clock of its own. */
  readonly demo?: boolean;
  /** Exchanges this system for a demo; the landing page offers it. Throws StartRefused when it cannot be. */
  readonly beginDemo?: () => void;
  /** Prints one Chinese sentence a step. */
  readonly say?: (sentence: string) => void;
  readonly lost?: (reason: string) => void;
};

export type LocalStack = {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly queueUrls: ReadonlyMap<string, string>;
  /** What each role was allowed and refused since the start. */
  readonly access: Access;
  readonly clock: DemoClock;
  readonly close: () => Promise<void>;
};

/** Starts the system on 127.0.0.1. Throws StartRefused in Chinese and leaves nothing running. */
export async function startLocalStack(settings: LocalStackSettings): Promise<LocalStack> {
  const closers: Closer[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    return { ...(await startParts(settings, closers)), close };
  } catch (error) {
    await close();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(
      `本机系统没有启动成功（${describeError(error)}）。请查看 ${join(settings.stateDir, 'functions.log')}；再试一次仍不行的，请把这句话告诉开发人员。`,
      error,
    );
  }
}

type Closer = () => Promise<void> | void;
type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Adds to `closers` what ends each part. */
async function startParts(
  {
    port,
    stateDir,
    signing = 'es256',
    demo = false,
    beginDemo,
    say = () => undefined,
    lost = () => undefined,
  }: LocalStackSettings,
  closers: Closer[],
): Promise<Omit<LocalStack, 'close'>> {
  const { server, serve } = createGatewayServer();
  const openPort = await listen(server, port).catch((error: unknown) => refusePort(port, stateDir, error));
  const url = `http://127.0.0.1:${openPort}`;
  closers.push(() => stopServer(server));
  closers.push(lockState(stateDir));
  const clock = openClock(stateDir, demo);
  closers.push(clock.close);

  say('正在打开数据……');
  const [stores] = await settleBoth(
    openStores({ stateDirectory: stateDir, mount: '/storage', signing }).then(
      (opened) => {
        closers.push(opened.close);
        return opened;
      },
      (error: unknown) => refuseState(stateDir, error),
    ),
    buildIfStale().then((built) => built && say('函数已重新打包。')),
  );
  const department = await openDepartment({ stateDir, say, now: clock.now }).catch((error: unknown) =>
    refuseState(stateDir, error),
  );
  closers.push(department.close);
  const environment = {
    ...buildEnvironment(url, stores, withListed(department.addresses)),
    ...folderSettings(stateDir, clock),
  };
  const audience = stores.service.provider.environment['OIDC_AUDIENCE'] ?? '';
  const identity = await openIdentity({
    issuer: issuerBelow(url),
    audience,
    keyFile: join(stateDir, 'identity.json'),
  }).catch((error: unknown) => refuseState(stateDir, error));

  say('正在启动函数……');
  const [functions] = await settleBoth(
    startFunctions({
      environment: { ...environment, ...functionSettings(environment), TMPDIR: emptyDirectory(join(stateDir, 'tmp')) },
      logFile: join(stateDir, 'functions.log'),
      lost,
    }).then((started) => {
      closers.push(started.close);
      return started;
    }),
    seedIfNeeded(stateDir, environment, say),
  );
  const startedAt = new Date().toISOString();
  const offeredDemo =
    beginDemo === undefined || clock.isOn
      ? null
      : () => {
          beginDemo();
          serve((_, response) => answerStarting(response));
        };
  serve(
    gateway({
      demo: { origin: url, begin: offeredDemo },
      storage: stores.objectStore.handle,
      oidc: identity.handle,
      functions: functions.http,
      about: () => ({ system: 'guiji-local', stateDirectory: stateDir, startedAt }),
      landing: () =>
        landingPage({ url, audience, resetCommand: resetCommand(stateDir), offersDemo: offeredDemo !== null }),
    }),
  );
  await putLocalSeal({ environment, signingChain: stores.signingChain, signing });
  closers.push(startQueueConsumers(stores, environment, functions).close);
  closers.push(writeAdminSettings(join(stateDir, 'admin-settings.json'), environment));
  return { url, environment, queueUrls: stores.queueUrls, access: stores.access, clock };
}

/** Data that were made by the machine's clock would lie in the demo's future. */
function openClock(stateDir: string, begin: boolean): DemoClock {
  const clock = openDemoClock(stateDir, { begin: begin && !existsSync(seededFile(stateDir)) });
  if (begin && !clock.isOn)
    throw new StartRefused(
      `数据文件夹 ${stateDir} 里已有系统的数据，不能再放入演示数据。请去掉 --state（演示数据另放一个文件夹），或另选一个空文件夹。`,
    );
  return clock;
}

const seededFile = (stateDir: string): string => join(stateDir, 'seeded.json');

/** Answers 503 until `serve` gives it a handler. */
function createGatewayServer(): { readonly server: Server; readonly serve: (handler: Handle) => void } {
  let handle: Handle = (_, response) => answerStarting(response);
  const server = createServer((request, response) => handle(request, response));
  server.on('clientError', refuseUnparsed);
  server.requestTimeout = 0; // An upload of 200 MB may take longer than Node's five minutes.
  return {
    server,
    serve: (handler) => {
      handle = handler;
    },
  };
}

const issuerBelow = (url: string): string => `${url}/oidc`;

function buildEnvironment(url: string, stores: Stores, sourceAddresses: string): Record<string, string> {
  return {
    ...stores.environment,
    OIDC_ISSUER: issuerBelow(url),
    PUBLIC_ADDRESS: url,
    SOURCE_ADDRESSES: sourceAddresses,
    AWS_ENDPOINT_URL_S3: `${url}/storage`,
  };
}

function folderSettings(stateDir: string, clock: DemoClock): Record<string, string> {
  return { MAIL_FOLDER: join(stateDir, 'mail'), ...(clock.isOn ? { DEMO_CLOCK: clock.file } : {}) };
}

/** GUIJI_SOURCE_ADDRESSES adds a developer's own services and receivers, such as `127.0.0.1:9099`. */
function withListed(addresses: string): string {
  const own = process.env['GUIJI_SOURCE_ADDRESSES'] ?? '';
  return own === '' ? addresses : `${addresses},${own}`;
}

function functionSettings(environment: Readonly<Record<string, string>>): Record<string, string> {
  return {
    GUIJI_ISSUER: environment['OIDC_ISSUER'] ?? '',
    GUIJI_PUBLIC_ADDRESS: environment['PUBLIC_ADDRESS'] ?? '',
    GUIJI_SOURCE_ADDRESSES: environment['SOURCE_ADDRESSES'] ?? '',
    // Nobody has this number or address: they show what a city's own contact looks like.
    GUIJI_HELP_PHONE: '0395-0000000',
    GUIJI_HELP_MAIL: 'help@guiji.invalid',
  };
}

function startQueueConsumers(
  stores: Stores,
  environment: Readonly<Record<string, string>>,
  functions: Functions,
): EventSource {
  return startEventSource(readMappings(stores.service, stores.queueUrls), {
    endpoint: environment['AWS_ENDPOINT_URL_SQS'] ?? '',
    region: stores.service.provider.region,
    credentialsOf: functionCredentials,
    invoke: createInvoker(functions.lambda),
  });
}

/** What the other one opens must be closed again when one fails. */
async function settleBoth<First>(first: Promise<First>, second: Promise<unknown>): Promise<[First]> {
  await Promise.allSettled([first, second]);
  await second;
  return [await first];
}

function refusePort(port: number, stateDir: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') refuseIfLocked(stateDir); // Started twice: the lock gives the better sentence.
  if (code === 'EADDRINUSE')
    throw new StartRefused(
      `端口 ${port} 已被其他程序占用。请关闭那个程序，或换一个端口启动：npm start -- --port ${port === 8081 ? 8082 : 8081}`,
      error,
    );
  throw new StartRefused(
    `端口 ${port} 无法使用（${describeError(error)}）。请换一个端口启动：npm start -- --port 8081`,
    error,
  );
}

function refuseState(stateDir: string, error: unknown): never {
  throw new StartRefused(
    `数据文件夹 ${stateDir} 里的内容已损坏或无法打开（${describeError(error)}）。` +
      `如不再需要其中的数据，可运行 ${resetCommand(stateDir)} 清空后重新启动。`,
    error,
  );
}

/** Seeds at the first start only; later starts add missing certificate types. */
async function seedIfNeeded(
  stateDir: string,
  environment: Readonly<Record<string, string>>,
  say: (sentence: string) => void,
): Promise<void> {
  const recordFile = seededFile(stateDir);
  const before = existsSync(recordFile) ? readFileSync(recordFile, 'utf8') : undefined;
  if (before !== undefined) {
    const { certificateTypes } = readSeeded(stateDir, before);
    if (seedCertificateIds().every((id) => certificateTypes.includes(id))) return;
  }
  say(before === undefined ? '第一次启动：正在写入部门、账号、信息资源目录和证照类型……' : '正在补充新增的证照类型……');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectDirectory, 'infra', 'local', 'seed.ts'), ...(before === undefined ? [] : [before])],
    { cwd: projectDirectory, env: { ...process.env, ...environment } },
  );
  writeFileSync(recordFile, stdout);
}

function readSeeded(stateDir: string, text: string): Seeded {
  try {
    return Seeded.parse(JSON.parse(text));
  } catch (error) {
    return refuseState(stateDir, error);
  }
}

/** For `guiji admin`. Returns what removes the file, as its addresses end with the system. */
function writeAdminSettings(path: string, environment: Readonly<Record<string, string>>): () => void {
  writeFileSync(path, JSON.stringify(environment), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** A killed function leaves workbooks behind; Lambda discards its disk. */
function emptyDirectory(directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}
