import type { NewLook, StyleSheet } from '../edit/style-sheet.ts';

const look = {
  body: '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
  title: '<font><b/><sz val="16"/><color rgb="FF1F3864"/><name val="宋体"/><charset val="134"/></font>',
  bold: '<font><b/><sz val="11"/><color rgb="FF1F3864"/><name val="宋体"/><charset val="134"/></font>',
  error: '<font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/><charset val="134"/></font>',
  warning: '<font><b/><sz val="11"/><color rgb="FF9C5700"/><name val="宋体"/><charset val="134"/></font>',
  link: '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="宋体"/><charset val="134"/></font>',
} as const;
const side = (name: string) => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
const border = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
const centre = '<alignment horizontal="center" vertical="center" wrapText="1"/>';
const left = '<alignment horizontal="left" vertical="center" wrapText="1"/>';

/** 49 is `@`: no program turns a sentence into a number. */
const asText = { numFmtId: 49 } as const;

const looks = {
  title: { font: look.title, alignment: left, ...asText },
  line: { font: look.body, alignment: left, ...asText },
  section: { font: look.bold, alignment: left, ...asText },
  heading: { font: look.bold, border, alignment: centre },
  number: { font: look.body, border, alignment: centre },
  error: { font: look.error, border, alignment: centre },
  warning: { font: look.warning, border, alignment: centre },
  link: { font: look.link, border, alignment: centre },
  text: { font: look.body, border, alignment: left, ...asText },
} as const satisfies Record<string, NewLook>;

/** Style numbers of the list of findings. */
export type ListLooks = Readonly<Record<keyof typeof looks, number>>;

/** Adds the styles of the list to a workbook's. */
export function addListLooks(styles: StyleSheet): ListLooks {
  const add = (name: keyof typeof looks) => styles.addLook(looks[name]);
  return {
    title: add('title'),
    line: add('line'),
    section: add('section'),
    heading: add('heading'),
    number: add('number'),
    error: add('error'),
    warning: add('warning'),
    link: add('link'),
    text: add('text'),
  };
}
