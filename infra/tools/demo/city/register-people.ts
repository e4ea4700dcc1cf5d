import { keepPeopleRoute, readPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import type { City } from './city.ts';

/** Made-up people with numbers that nobody has; the other units are still to register theirs. */
const people = {
  'public-security': ['梁志远', '王芳'],
  'civil-affairs': ['崔文静', '赵敏'],
  'natural-resources': ['魏国栋', '韩雪'],
  'market-regulation': ['贾明', '田小雨'],
  taxation: ['方建平', '孟佳'],
  'fire-rescue': ['石磊', '段丽'],
  'disabled-persons-federation': ['白云飞', '秦岚'],
  'housing-provident-fund': ['邹凯', '熊燕'],
} as const;

/** Registers whom to call at eight departments; leaves people who are registered. */
export async function registerPeople(city: City): Promise<void> {
  for (const [at, [department, [inCharge, contact]]] of Object.entries(people).entries()) {
    const { api } = city.department(department);
    const params = { department };
    if ((await api.call(readPeopleRoute, { params })).people !== undefined) continue;
    const phone = (line: number): string => `0395-${7_770_000 + 10 * at + line}`;
    await api.call(keepPeopleRoute, {
      params,
      body: {
        inCharge: { name: inCharge, duty: '分管负责人', phone: phone(1) },
        contacts: [{ name: contact, duty: '数据归集联系人', phone: phone(2) }],
        lockVersion: 0,
      },
    });
  }
}
