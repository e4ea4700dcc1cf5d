import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { localPeople } from './accounts.ts';
import { startLocalStack } from './local-stack.ts';
import { projectDirectory } from './project-directory.ts';
import type { SigningKind } from './signing-key.ts';
import { StartRefused } from './start-refused.ts';

const usage = '用法：npm start -- [--port 端口] [--state 数据文件夹] [--signing es256|sm2]';

let stopping = false;

/** A refused start prints one Chinese sentence and exits with 1. */
async function main(): Promise<void> {
  const { port, stateDir, signing } = readSettings();
  const started = performance.now();
  const stop = async (code: number): Promise<void> => {
    if (stopping) process.exit(130); // A second Ctrl-C does not wait.
    stopping = true;
    if (code === 0) console.log('\n正在停止……');
    await stack.then(
      ({ close }) => close(),
      () => undefined,
    );
    process.exit(code);
  };
  const stack = startLocalStack({
    port,
    stateDir,
    signing,
    say: (sentence) => console.log(sentence),
    lost: (reason) => {
      console.error(`${reason}，系统停止。请查看 ${join(stateDir, 'functions.log')}。`);
      void stop(1);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  if (process.env['npm_lifecycle_event'] !== undefined) stopWithParent(() => void stop(0));
  const { url } = await stack;
  console.log(describeSystem(url, (performance.now() - started) / 1000));
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

function readSettings(): { port: number; stateDir: string; signing: SigningKind } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        state: { type: 'string', default: join(projectDirectory, '.local') },
        signing: { type: 'string', default: 'es256' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new StartRefused(`端口 ${values.port} 不是 0 到 65535 的整数。${usage}`);
    const { signing } = values;
    if (signing !== 'es256' && signing !== 'sm2') throw new StartRefused(`签名算法只能是 es256 或 sm2。${usage}`);
    return { port, stateDir: resolve(values.state), signing };
  } catch (error) {
    throw error instanceof StartRefused ? error : new StartRefused(`参数无法识别。${usage}`, error);
  }
}

function describeSystem(url: string, seconds: number): string {
  return `
归集已启动（${seconds.toFixed(1)} 秒），请打开  ${url}

  接口说明    ${url}/api/v1/docs
  证照核验    ${url}/verify        任何人可用，不用登录
  身份服务    ${url}/oidc          网页登录：点选人员，无需密码
  人员        ${localPeople.map(({ subject, name }) => `${name} ${subject}`).join('，')}
  系统账号    每个部门一个：账号 <部门>-system，密钥 <部门>-system-secret，例如
              public-security-system / public-security-system-secret            市公安局（报送）
              information-center-system / information-center-system-secret      信息中心
              information-center-checker / information-center-checker-secret    信息中心（复核）
              reform-office-system / reform-office-system-secret                督查
              human-resources-social-security-reader / human-resources-social-security-reader-secret  查询使用
              partner-window-system / partner-window-system-secret              窗口系统（查询和使用电子证照）
  演示        npm run demo（报送）   npm run demo:channels（前置库和服务接口）   npm run demo:certificates（电子证照）
  清空数据    npm run reset

按 Ctrl-C 停止。`;
}

main().catch((error: unknown) => {
  if (stopping) return; // Errors while stopping are expected.
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
});
