import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDirectories } from '../../lib/adapters/make-directories.ts';
import { localSystemFile } from '../../lib/adapters/platform-address.ts';
import { fillCity } from '../tools/demo/city/fill-city.ts';
import { localPeople } from './accounts.ts';
import type { SigningKind } from './key-service/signing-key.ts';
import { runSystem } from './running-system.ts';
import { StartRefused } from './start-refused.ts';
import { defaultStateDirectory, demoDirectory, resetCommand } from './state-directory.ts';

const usage = '用法：npm start -- [--port 端口] [--state 数据文件夹] [--signing es256|sm2] [--demo]';

let stopping = false;
const say = (sentence: string): void => console.log(sentence);

/** A refused start prints one Chinese sentence and exits with 1. */
async function main(): Promise<void> {
  process.umask(0o077); // Keys, tables and uploads are the owner's alone.
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return console.log(usage);
  const { port, stateDir, signing, demo } = readSettings();
  const stop = async (code: number): Promise<void> => {
    if (stopping) process.exit(130); // A second Ctrl-C does not wait.
    stopping = true;
    forgetAddress();
    if (code === 0) console.log('\n正在停止……');
    await system.close();
    process.exit(code);
  };
  const lost = (reason: string): void => {
    console.error(`${reason}，系统停止。请查看 ${join(stateDir, 'functions.log')}。`);
    void stop(1);
  };
  const system = runSystem({ port, stateDir, signing, demo, say, lost }, ({ url, clock }, folder, seconds) => {
    announceAddress(url);
    console.log(describeSystem(url, folder, seconds));
    if (clock.isOn) fillInBackground({ url, stateDir: folder, clock, say });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(() => void stop(0));
  await system.stack();
}

/** The system can be used meanwhile; a later start goes on. */
function fillInBackground(settings: Parameters<typeof fillCity>[0]): void {
  fillCity(settings).catch((error: unknown) => {
    if (stopping) return;
    console.error('演示数据没有准备完，系统仍可使用；停止后再次启动会接着准备。', error);
  });
}

const addressFile = localSystemFile({ environment: process.env });

/** Lets `guiji` find this system, whatever its port. Without a place to write, `--url` names it. */
function announceAddress(url: string): void {
  try {
    makeDirectories(dirname(addressFile), { mode: 0o700 });
    writeFileSync(addressFile, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
  } catch {
    console.log(`命令行请用 guiji --url ${url}，或设置环境变量 GUIJI_URL。`);
  }
}

/** Another system that started later keeps its own. */
function forgetAddress(): void {
  try {
    if (readFileSync(addressFile, 'utf8').includes(`"pid":${process.pid}}`)) rmSync(addressFile, { force: true });
  } catch {
    // It was never written.
  }
}

/** A signal to npm ends its shell and does not reach us. */
function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500);
}

function readSettings(): { port: number; stateDir: string; signing: SigningKind; demo: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        state: { type: 'string' },
        signing: { type: 'string', default: 'es256' },
        demo: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new StartRefused(`端口 ${values.port} 不是 0 到 65535 的整数。${usage}`);
    const { signing } = values;
    if (signing !== 'es256' && signing !== 'sm2') throw new StartRefused(`签名算法只能是 es256 或 sm2。${usage}`);
    const { demo, state = demo ? demoDirectory(defaultStateDirectory) : defaultStateDirectory } = values;
    return { port, stateDir: resolve(state), signing, demo };
  } catch (error) {
    throw error instanceof StartRefused ? error : new StartRefused(`参数无法识别。${usage}`, error);
  }
}

function describeSystem(url: string, stateDir: string, seconds: number): string {
  return `
归集已启动（${seconds.toFixed(1)} 秒），请打开  ${url}

  本机系统    ${url}/start         地址、账号和命令
  接口说明    ${url}/api/v1/docs
  证照核验    ${url}/verify        任何人可用，不用登录
  身份服务    ${url}/oidc          网页登录：点选人员，无需密码
  人员        ${localPeople.map(({ subject, name }) => `${name} ${subject}`).join('，')}
  管理命令    npx guiji admin 子命令 --settings ${join(stateDir, 'admin-settings.json')}（见 npx guiji admin --help）
  系统账号    每个部门一个：账号 <部门>-system，密钥 <部门>-system-secret，例如
              public-security-system / public-security-system-secret            市公安局（报送）
              information-center-system / information-center-system-secret      信息中心
              information-center-checker / information-center-checker-secret    信息中心（复核）
              reform-office-system / reform-office-system-secret                督查
              human-resources-social-security-reader / human-resources-social-security-reader-secret  查询使用
              partner-window-system / partner-window-system-secret              窗口系统（查询和使用电子证照）
  演示数据    npm start -- --demo   2020年11月下旬的城市，另用一个数据文件夹
  演示        npm run demo（报送）   npm run demo:channels（前置库和服务接口）   npm run demo:certificates（电子证照）   npm run demo:sharing（共享）
  清空数据    ${resetCommand(stateDir)}

按 Ctrl-C 停止。`;
}

main().catch((error: unknown) => {
  if (stopping) return; // Errors while stopping are expected.
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
});
