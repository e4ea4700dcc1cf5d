import type { Day } from '../../../../schemas/kernel/day.ts';
import { annulOne, prepareAnnulments } from './certificates.ts';
import type { City } from './city.ts';
import { registerPeople } from './register-people.ts';
import { breakService, connectService } from './service-source.ts';
import { connectTable } from './table-source.ts';
import { returnNewDataset, submitVersion } from './versions.ts';

/** `say` prints a sentence: what this machine cannot show. */
type Run = (city: City, say: (sentence: string) => void) => Promise<unknown>;
export type CityStep = { readonly day: Day; readonly what: string; readonly run: Run };

/** The city lives through these steps in order; `fillCity` sets the time of each. */
export const citySteps: readonly CityStep[] = [
  { day: '2020-11-20', what: '各部门登记负责人和联系人', run: registerPeople },
  { day: '2020-11-20', what: '市公安局报送户籍和居民身份证信息，挂接验收', run: firstOfPublicSecurity },
  { day: '2020-11-20', what: '市公安局报送驾驶证信息', run: (city) => city.handIn('driving-licences', { rows: 40 }) },
  { day: '2020-11-20', what: '市公安消防支队全部挂接', run: linked('fire-acceptances', 24) },
  { day: '2020-11-20', what: '市残疾人联合会全部挂接', run: linked('disability-certificates', 36) },
  { day: '2020-11-23', what: '市民政局登记养老信息的服务接口，首次读取', run: connectService },
  { day: '2020-11-23', what: '市民政局报送婚姻登记，部分行退回', run: marriages },
  {
    day: '2020-11-23',
    what: '市自然资源和规划局报送照面数据，制发不动产权证',
    run: certified('real-estate-title', 20),
  },
  { day: '2020-11-23', what: '市司法局制发基层法律服务工作者执业证', run: certified('grassroots-legal-worker', 12) },
  {
    day: '2020-11-24',
    what: '市人力资源和社会保障局制发人力资源服务许可证',
    run: certified('human-resources-service', 15),
  },
  { day: '2020-11-24', what: '市市场监督管理局用错了模板，整批退回', run: wrongTemplate },
  { day: '2020-11-24', what: '市税务局报送完税信息，改正后再次报送', run: taxes },
  {
    day: '2020-11-25',
    what: '人民银行漯河支行报送，等待验收',
    run: (city) => city.handIn('credit-reports', { rows: 18 }),
  },
  { day: '2020-11-25', what: '市公安局登记车辆信息的前置库表，首次读取，挂接验收', run: connectTable },
  { day: '2020-11-25', what: '市住房公积金中心全部挂接', run: linked('housing-provident-fund', 30) },
  { day: '2020-11-26', what: '市公安局报送的驾驶证信息少了一半，等待放行', run: halfOfTheLicences },
  { day: '2020-11-26', what: '市卫生健康委员会提交目录新版本，等待审核', run: submitVersion },
  { day: '2020-11-26', what: '市教育局新编目录，被退回修改', run: returnNewDataset },
  { day: '2020-11-26', what: '市自然资源和规划局注销一份证照，批量办理等待复核', run: annulments },
  { day: '2020-11-26', what: '市民政局的服务接口出错，读取失败', run: breakService },
];

function linked(dataset: string, rows: number) {
  return async (city: City): Promise<void> => {
    await city.handIn(dataset, { rows });
    await city.confirmLink(dataset);
  };
}

function certified(type: string, rows: number) {
  return async (city: City): Promise<void> => {
    await linked(`certificate-${type}`, rows)(city);
    await city.issued(`certificate-${type}`, rows);
  };
}

async function firstOfPublicSecurity(city: City): Promise<void> {
  await linked('household-register', 60)(city);
  await linked('resident-id-cards', 50)(city);
}

async function marriages(city: City): Promise<void> {
  await city.handIn('marriage-registrations', { rows: 40, faults: 6 });
  await city.confirmLink('marriage-registrations');
}

async function wrongTemplate({ handIn }: City): Promise<void> {
  await handIn('business-licences', { rows: 20, filledTemplate: 'business-positions' });
}

async function taxes({ handIn }: City): Promise<void> {
  await handIn('tax-payments', { rows: 30, faults: 4 });
  await handIn('tax-payments', { rows: 30 });
}

async function halfOfTheLicences({ handIn }: City): Promise<void> {
  await handIn('driving-licences', { rows: 20 });
}

async function annulments(city: City): Promise<void> {
  await annulOne(city);
  await prepareAnnulments(city);
}
