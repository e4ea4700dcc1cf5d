import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startLocalStack } from '../../infra/local/local-stack.ts';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { sampleRows } from '../../infra/tools/generate/sample-rows.ts';
import { runGuide } from '../documents/run-guide.ts';
import { call } from './run-cli.ts';

// The whole system on one port: the command line against it, and the demo as a person plays it.

let folder: string;
let stack: Awaited<ReturnType<typeof startLocalStack>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-cli-'));
  await chmod(folder, 0o711); // the demo department's database runs as an account of its own
  stack = await startLocalStack({ port: 0, stateDir: join(folder, 'state') });
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

const as = (client: string, secret = `${client}-secret`) => ({
  environment: {
    GUIJI_URL: stack.url,
    GUIJI_CLIENT_ID: client,
    GUIJI_CLIENT_SECRET: secret,
    GUIJI_CACHE: join(folder, 'cache'),
  },
  bundledCatalogue: join(folder, 'none.json'),
});

type Outcome = { readonly code: number; readonly output: string };
const runDemo = async (demo = 'demo.ts', ...options: readonly string[]): Promise<Outcome> =>
  await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(projectDirectory, 'infra/tools/demo', demo), '--url', stack.url, ...options],
      { env: { ...process.env, GUIJI_STATE: join(folder, 'state') }, maxBuffer: 16 * 1024 ** 2 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });

test('an officer who is deactivated is refused within 60 s', async () => {
  const subject = 'natural-resources-system';
  const admin = (...words: string[]) =>
    call(['admin', 'accounts', ...words, '--settings', join(folder, 'state', 'admin-settings.json')]);
  const isRefused = async () => (await call(['datasets', '身份证'], as(subject))).stderr.includes('账号已停用');
  expect(await isRefused()).toBe(false);
  const { code } = await admin('deactivate', '--subject', subject, '--why', '停用测试');
  expect(code).toBe(0);
  await expect.poll(isRefused, { timeout: 60_000, interval: 1_000 }).toBe(true);
  await admin('change', '--subject', subject, '--active', '--why', '恢复');
  await expect.poll(isRefused, { timeout: 60_000, interval: 1_000 }).toBe(false);
});

test('the demo ends with everything equal, and again on the same system', async () => {
  for (let time = 1; time <= 2; time += 1) {
    const { code, output } = await runDemo();
    expect(output.slice(-2000)).toContain('演示完成，全部相符');
    expect(code).toBe(0);
    expect(output.match(/✓ [^│]/g)?.length).toBeGreaterThan(20);
  }
}, 400_000);

describe('the centre’s daily work on the command line', () => {
  const operator = (...words: string[]) => call(words, as('information-center-system'));
  const dataset = 'household-register';

  test('a roll-back asks for its reason; the receipt of what it took back says so', async () => {
    const listed = await operator('deliveries', dataset, '--status', 'published', '--json');
    const [newest = ''] = listed.stdout.split('\n');
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(newest));
    expect((await call(['receipt', id], as('public-security-system'))).stdout).toContain('已公开');
    expect((await operator('roll-back', dataset)).stdout).toContain('--publication 编号');
    expect((await operator('roll-back', dataset, '--publication', '1')).stderr).toContain('--reason');
    expect(await operator('roll-back', dataset, '--publication', '1', '--reason', '第二批有误')).toMatchObject({
      code: 0,
    });
    const receipt = await call(['receipt', id], as('public-security-system'));
    expect(receipt.stdout).toMatch(/状态 +已回退\n.*回退 +.*（市政府信息中心）：第二批有误/s);
    expect(receipt.code).toBe(1);
  });

  test('review lists nothing; a department confirms and rolls back nothing', async () => {
    expect((await operator('review')).stdout).toBe('没有等待审核或发布的目录版本。\n');
    expect((await operator('confirm', dataset)).stderr).toContain('没有等待验收的归集方式'); // The demo has confirmed it.
    for (const words of [
      ['confirm', dataset, '--channel', 'excel'],
      ['roll-back', dataset, '--publication', '1', '--reason', '测试'],
    ])
      expect(await call(words, as('public-security-system'))).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('没有权限'),
      });
    expect((await call(['deliveries'], as('public-security-system'))).stderr).toContain('请写明信息资源编号');
  });

  test('what did not fail is not retried, and what was published is not discarded', async () => {
    const listed = await call(['deliveries', dataset, '--limit', '1', '--json'], as('public-security-system'));
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(listed.stdout));
    expect((await operator('retry', id)).code).toBe(2);
    expect((await operator('discard', id, '--reason', '测试')).code).toBe(2);
    expect((await operator('approve', id, '--reason', '测试')).code).toBe(2);
  });
});

describe('the demo of certificates, and its files on the command line', () => {
  const certificatesFolder = () => join(folder, 'certificates');
  /** The copies that the partner took; the certificates were annulled after that. */
  const copies = async () =>
    (await readdir(certificatesFolder()))
      .filter((name) => name.endsWith('.pdf'))
      .map((name) => join(certificatesFolder(), name));
  const nobody = () => ({ ...as('nobody'), environment: { GUIJI_URL: stack.url, GUIJI_CACHE: join(folder, 'trust') } });
  const offline = () => ({
    ...as('nobody'),
    environment: { GUIJI_URL: 'http://127.0.0.1:9', GUIJI_CACHE: join(folder, 'trust') },
  });

  test('ends with everything equal, and again on the same system', async () => {
    for (let time = 1; time <= 2; time += 1) {
      const { code, output } = await runDemo('certificates/demo-certificates.ts', '--folder', certificatesFolder());
      expect(output.slice(-2000)).toContain('演示完成，全部相符');
      expect(code).toBe(0);
    }
    expect((await copies()).length).toBeGreaterThanOrEqual(5);
  }, 600_000);

  test('verify: explains how to get missing keys; after a refresh it answers 已注销, also without a network', async () => {
    const [copy = ''] = await copies();
    const before = await call(['verify', copy], nobody());
    expect([before.code, before.stderr.includes('--refresh')]).toEqual([2, true]);
    const refreshed = await call(['verify', copy, '--refresh'], nobody());
    expect([refreshed.code, refreshed.stdout.includes('：已注销')]).toEqual([1, true]);
    const [line = ''] = (await call(['verify', copy, '--json'], offline())).stdout.split('\n');
    expect(JSON.parse(line)).toMatchObject({ file: copy, validity: 'annulled' });
  });

  test('verify: reports one changed byte, and a file that is no certificate', async () => {
    const [copy = ''] = await copies();
    const changed = await readFile(copy);
    changed[5_000] = (changed[5_000] ?? 0) ^ 1;
    const [altered, strange] = [join(folder, 'altered.pdf'), join(folder, 'strange.pdf')];
    await writeFile(altered, changed);
    await writeFile(strange, '%PDF-1.7\nnothing of ours\n');
    const { code, stdout } = await call(['verify', altered, strange], offline());
    expect(code).toBe(1);
    expect(stdout).toContain(`${altered}：内容被改动`);
    expect(stdout).toContain(`${strange}：无法核验`);
  });

  test('coverage: the department sees what was issued', async () => {
    const { code, stdout } = await call(['coverage', '--json'], as('natural-resources-system'));
    expect(code).toBe(0);
    expect(stdout).toContain('"type":"certificate-real-estate-title"');
  });
});

describe('the demo of both source channels, and their health on the command line', () => {
  test('ends with everything equal', async () => {
    const { code, output } = await runDemo('channels/demo-channels.ts');
    expect(output.slice(-2000)).toContain('演示完成，全部相符');
    expect(code).toBe(0);
    expect(output).not.toContain('略去前置库部分');
    expect(output.match(/✓ [^│]/g)?.length).toBeGreaterThan(25);
  }, 400_000);

  test('sources: the centre sees both, a department its own', async () => {
    const { code, stdout } = await call(['sources'], as('information-center-system'));
    expect([code, stdout.includes('elderly-cards')]).toEqual([0, true]);
    expect((await call(['sources'], as('civil-affairs-system'))).stdout).not.toContain('vehicles');
  });

  test('source: an operation asks for its reason and leaves its trace; a department may not', async () => {
    const operator = as('information-center-system');
    expect(
      (await call(['source', 'elderly-cards', '--channel', 'interface', '--operation', 'pause'], operator)).stderr,
    ).toContain('--reason');
    const paused = await call(
      ['source', 'elderly-cards', '--channel', 'interface', '--operation', 'pause', '--reason', '接口维护'],
      operator,
    );
    expect(paused.stdout).toMatch(/状态.*暂停/);
    expect(paused.stdout).toContain('接口维护');
    expect(
      (
        await call(
          ['source', 'elderly-cards', '--channel', 'interface', '--operation', 'resume', '--reason', '维护结束'],
          as('civil-affairs-system'),
        )
      ).code,
    ).toBe(2);
    expect(
      (
        await call(
          ['source', 'elderly-cards', '--channel', 'interface', '--operation', 'resume', '--reason', '维护结束'],
          operator,
        )
      ).stdout,
    ).toMatch(/状态.*运行/);
    expect(
      (await call(['source', 'elderly-cards', '--channel', 'interface', '--rejected-rows'], operator)).stdout,
    ).toBe('没有待处理的退回行。\n');
  });
});

describe('the command line on a running system', () => {
  const template = () => join(folder, '车辆.xlsx');

  test('finds a dataset by pinyin initials, and lists all of them', async () => {
    expect((await call(['datasets', 'hydj'], as('public-security-system'))).stdout).toContain('marriage-registrations');
    expect(
      (await call(['datasets', '--json'], as('public-security-system'))).stdout.trimEnd().split('\n'),
    ).toHaveLength(193);
  });

  test('downloads a template and keeps the entry: a check needs no network from then on', async () => {
    const { code, stdout } = await call(['template', 'vehicles', '--out', template()], as('public-security-system'));
    expect([code, stdout.includes('模板已保存到')]).toEqual([0, true]);
    expect(await readdir(join(folder, 'cache'))).toEqual(['vehicles.json']);
    const checked = await call(['check', template()], {
      ...as('public-security-system'),
      environment: { GUIJI_CACHE: join(folder, 'cache') },
    });
    expect(checked.stdout).toContain('上次下载模板时保存的目录条目');
  });

  test('ddl: the front-end table’s script on the screen or in a file, for either kind of database', async () => {
    const { code, stdout } = await call(['ddl', 'vehicles'], as('public-security-system'));
    expect(code).toBe(0);
    expect(stdout).toContain('CREATE TABLE "public_security"."vehicles" (');
    const [path, account] = [join(folder, 'accounts.sql'), as('public-security-system')];
    expect(
      (await call(['ddl', 'vehicles', '--system', 'mysql', '--accounts', '--out', path], account)).stdout,
    ).toContain(`脚本已保存到 ${path}`);
    expect(await readFile(path, 'utf8')).toContain("CREATE USER 'public_security_writer'@'%'");
    expect(await call(['ddl', 'vehicles', '--system', 'oracle'], account)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('postgresql'),
    });
  });

  test('an empty template is returned with its reason, and exit code 1', async () => {
    const { code, stdout } = await call(
      ['upload', template(), '--mode', 'full', '--wait'],
      as('public-security-system'),
    );
    expect(code).toBe(1);
    expect(stdout).toContain('已退回');
    expect(stdout).toMatch(/信息资源 {2}\p{Script=Han}+（vehicles，目录第 1 版），全量报送/u);
    expect(stdout).toContain('没有读到数据行');
    const id = /报送批次 +(\S+)/.exec(stdout)?.[1] ?? '';
    const findings = await call(['findings', id], as('public-security-system'));
    expect(findings).toMatchObject({ code: 1 });
    expect(findings.stdout).toContain('共 1 处：错误 1，提醒 0。');
    const receipt = await call(['receipt', id, '--json'], as('public-security-system'));
    expect(JSON.parse(receipt.stdout)).toMatchObject({ id, status: 'returned', dataset: 'vehicles', mode: 'full' });
  });

  test('a file that is no workbook is refused with exit code 3', async () => {
    const path = join(folder, '照片.xlsx');
    await writeFile(path, Buffer.alloc(2_000_000, 7));
    const { code, stdout, stderr } = await call(
      ['upload', path, '--dataset', 'vehicles', '--mode', 'increment', '--wait'],
      as('public-security-system'),
    );
    expect({ code, sentence: stdout.includes('这个文件不是 Excel 工作簿') }).toEqual({ code: 3, sentence: true });
    expect(stderr).toContain('已上传 100%');
  });

  test.each<[string, () => ReturnType<typeof as>, () => string[], string]>([
    [
      'another department’s dataset',
      () => as('civil-affairs-system'),
      () => ['upload', template(), '--mode', 'full'],
      '不是本部门的信息资源',
    ],
    [
      'an account that may not hand in',
      () => as('information-center-system'),
      () => ['upload', template(), '--mode', 'full'],
      '没有权限',
    ],
    [
      'a delivery that is not there',
      () => as('public-security-system'),
      () => ['findings', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
      '请求编号',
    ],
    ['a wrong secret', () => as('public-security-system', 'wrong'), () => ['datasets'], '不认可这个系统账号或密钥'],
    ['no dataset of that name', () => as('public-security-system'), () => ['template', 'no-such'], '没有这个信息资源'],
    [
      'a provider that is elsewhere',
      () => ({
        ...as('public-security-system'),
        environment: { ...as('public-security-system').environment, GUIJI_ISSUER: stack.url },
      }),
      () => ['datasets'],
      '不是本平台的格式',
    ],
  ])('%s', async (_, world, words, sentence) => {
    const { code, stderr } = await call(words(), world());
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

const missingTools = ['bash', 'curl', 'jq'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);

// The demos above have filled the front-end table and issued the certificates, as the guides ask for.
describe.skipIf(missingTools.length > 0)(`the guides, block by block (needs bash, curl, jq)`, () => {
  const guideFolder = () => join(folder, 'guide');
  const follow = async (guide: string, replacements: Readonly<Record<string, string>> = {}) =>
    await runGuide({
      guide: `docs/${guide}`,
      folder: guideFolder(),
      environment: { GUIJI_URL: stack.url, GUIJI_CACHE: join(folder, 'cache') },
      replacements: { 'http://127.0.0.1:8080': stack.url, '.local/': `${join(folder, 'state')}/`, ...replacements },
    });

  beforeAll(async () => {
    await mkdir(guideFolder());
    await symlink(join(projectDirectory, 'docs'), join(guideFolder(), 'docs')); // The guides are run in the project.
  });

  test('uploading by program', async () => {
    const printed = await follow('guides/department-upload.md');
    const { knownId } = sampleRows();
    const [account, found, fields, upload, receipt, findings, , queried, changes, inParts] = printed;
    expect(account).toContain('"roles":["provider"]');
    expect(found).toContain('"dataset":"driving-licences"');
    expect(fields).toContain('["id_number","公民身份证号码","citizen-id",true]');
    expect(upload).toContain('204');
    expect(JSON.parse(receipt ?? '')).toMatchObject({
      status: 'published',
      annotated: 'ready',
      rowCounts: { read: 12 },
    });
    expect(findings).toContain('"severity":"error"');
    expect(changes).toMatch(/"id":"\d+-state-1".*"next":/s);
    expect(inParts).toMatch(/^200\n200\n200\n\{.*"fileName":"large\.xlsx"/);
    expect(queried).toMatch(new RegExp(`"items":.*"${knownId}".*"versions":.*"${knownId}"`, 's'));
    const annotated = await readFile(join(guideFolder(), 'annotated.xlsx'));
    expect(annotated.subarray(0, 2).toString()).toBe('PK');
  });

  test.each(['guides/department-database.md', 'guides/department-service.md'])(
    '%s',
    async (guide) => {
      const printed = await follow(guide);
      const [confirmed = '', watched = ''] = printed.slice(-2);
      expect(confirmed).toContain('"ok":true');
      expect(confirmed).toMatch(/\p{Script=Han}.*。/u);
      expect(watched).toContain('"state": "running"');
      expect(await readFile(join(guideFolder(), 'sheet.txt'), 'utf8')).toContain('对接单');
    },
    120_000,
  );

  test('the run book of sources, by the centre', async () => {
    const [printed = ''] = await follow('operations/run-books.md');
    expect(printed).toContain('vehicles');
    expect(printed).toContain('部门补录');
  });

  test('using and verifying certificates', async () => {
    const [found, held, , verified, ended] = await follow('guides/partner.md');
    expect(found).toContain('"type":"certificate-real-estate-title"');
    expect(held).toContain('certificate-real-estate-title');
    expect(verified).toContain('copy.pdf：');
    expect(ended).toContain('"to":"04"');
  });

  test('the command line', async () => {
    const [printed = ''] = await follow('guides/command-line.md');
    expect(printed).toContain('resident-id-cards');
    expect(printed).toContain('读取 12 行');
    expect(printed).toContain('脚本已保存到');
    expect(await readdir(guideFolder())).toEqual(expect.arrayContaining(['annotated.xlsx', 'rejected.xlsx']));
  });
});

test('no function asked for more than its role grants', () => {
  expect(stack.access.denials()).toEqual([]);
});
