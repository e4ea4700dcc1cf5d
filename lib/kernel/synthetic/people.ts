import { makeCitizenId } from './numbers/citizen-id.ts';
import { type Random, mix, mixText, createRandom, spread } from './random.ts';
import { femaleSyllables, maleSyllables, places, surnames } from './vocabulary.ts';

export type Sex = '男' | '女';
/** `birth` is a day number. */
export type Person = { readonly name: string; readonly sex: Sex; readonly birth: number; readonly idNumber: string };

/** Days: parents are always old enough to be parents. */
const ages = {
  adult: [9_200, 27_000],
  child: [60, 5_000],
  parent: [14_000, 23_000],
  elder: [25_000, 33_000],
  adoptee: [2_600, 5_000],
} as const;
export type Generation = keyof typeof ages;

const firstSequence = 900;
const sequencesOfOneSex = 48;

/**
 * The first million rows of a seed have different id numbers, each with one name. Sequence codes stand at 900–995, which
 * registers hardly use, so that a number is unlikely to be anybody's.
 */
export function createPopulation(
  seed: number,
  generation: Generation,
  today: number,
): (index: number, sex: Sex) => Person {
  const [youngest, oldest] = ages[generation];
  const days = oldest - youngest;
  const size = places.length * days * sequencesOfOneSex;
  const placeOf = { 男: spread(size, mixText(seed, '男')), 女: spread(size, mixText(seed, '女')) } as const;
  return (index, sex) => {
    const place = placeOf[sex](index);
    const division = places[place % places.length]?.division ?? places[0].division;
    const rest = Math.floor(place / places.length);
    const birth = today - youngest - (rest % days);
    const sequence = firstSequence + 2 * Math.floor(rest / days) + (sex === '男' ? 1 : 0);
    return {
      name: makePersonName(createRandom(mix(seed, place)), sex),
      sex,
      birth,
      idNumber: makeCitizenId(division, birth, sequence),
    };
  };
}

/** Makes a name of two or three characters, a quarter of them with two. */
export function makePersonName(random: Random, sex: Sex): string {
  const syllables = sex === '男' ? maleSyllables : femaleSyllables;
  const given = random.pick(syllables);
  return random.pick(surnames) + (random.chance(0.25) ? given : given + random.pick(syllables));
}
