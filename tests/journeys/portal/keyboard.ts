import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const nowhere = '没有焦点';

/** More than any page has controls. */
const maxPresses = 150;

/**
 * The element that has the focus: its name, its text, whether it is in a dialog, and what a person who looks for it
 * misses. `document.activeElement` is the body when the focus is lost.
 */
const readFocus = `(() => {
  const focused = document.activeElement ?? document.body;
  const label = focused.labels?.[0]?.textContent ?? focused.getAttribute('aria-label') ?? (focused.tagName === 'MAIN' ? '正文' : focused.title || focused.textContent);
  // A dialog has the focus before its first control has; its text is no name that could be activated.
  const name = focused.querySelector('[role=dialog]') || focused.matches('[role=dialog]') ? '' : (label ?? '').trim();
  const inDialog = focused.closest('[role=dialog]') !== null;
  if (focused === document.body) return { name: '', inDialog, missing: '${nowhere}' };
  // A file's control hides behind its label.
  const shown = focused.type === 'file' ? focused.labels[0] ?? focused : focused;
  const box = shown.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return { name, inDialog, missing: '看不见' };
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return { name, inDialog, missing: '在窗口以外' };
  const top = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2));
  if (top !== null && !shown.contains(top) && !top.contains(shown)) return { name, inDialog, missing: '被遮住' };
  const hasRing = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  };
  const framed = [shown, shown.nextElementSibling, focused.closest('.ant-input-affix-wrapper, .ant-radio, .ant-checkbox')];
  return { name, inDialog, missing: framed.some((one) => one !== null && hasRing(one)) ? '' : '没有框' };
})()`;

const Focus = z.object({ name: z.string(), inDialog: z.boolean(), missing: z.string() });
type Focus = z.infer<typeof Focus>;

/**
 * What a person who uses the keyboard alone does. `tabTo` fails for what the tab key does not reach, and when the focus
 * cannot be seen on its way.
 */
export function keyboardOf(page: Page) {
  const focus = async (): Promise<Focus> => Focus.parse(await page.evaluate(readFocus));
  const nameOfFocused = async (): Promise<string> => (await focus()).name;
  const tabTo = async (name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    const unseen: string[] = [];
    let at = await focus();
    for (let presses = 0; presses < maxPresses && !at.name.startsWith(name); presses += 1) {
      await page.keyboard.press(key);
      at = await focus();
      // Past the last control, the focus is the browser's own.
      if (at.missing !== '' && at.missing !== nowhere) unseen.push(`${at.name.slice(0, 40)}：${at.missing}`);
    }
    expect(at.name).toContain(name);
    expect(unseen).toEqual([]);
  };
  const type = async (name: string, text: string): Promise<void> => {
    await tabTo(name);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  };
  const activate = async (name: string): Promise<void> => {
    await tabTo(name);
    await page.keyboard.press('Enter');
  };
  return {
    focus,
    nameOfFocused,
    tabTo,
    type,
    activate,
    press: (key: string) => page.keyboard.press(key),

    /** Chooses an option of a list by the arrow keys. */
    choose: async (name: string, option: string): Promise<void> => {
      await tabTo(name);
      await page.keyboard.press('Home');
      const chosen = () => page.evaluate<string>('document.activeElement?.selectedOptions?.[0]?.textContent ?? ""');
      for (let presses = 0; presses < maxPresses && !(await chosen()).startsWith(option); presses += 1)
        await page.keyboard.press('ArrowDown');
      expect(await chosen()).toContain(option);
    },

    /** Waits until the focus is on what has this name, where it can be seen. */
    lands: async (name: string): Promise<void> => {
      await expect.poll(focus).toMatchObject({ name: expect.stringMatching(new RegExp(`^${name}`)), missing: '' });
    },

    /** Opens a dialog, which keeps the focus, gives it back when it is left by Escape, and is opened again. */
    openDialog: async (button: string): Promise<void> => {
      await page.getByRole('button', { name: button, exact: true }).waitFor();
      await activate(button);
      await expect.poll(async () => (await focus()).inDialog).toBe(true);
      for (const key of ['Tab', 'Shift+Tab'] as const)
        for (let presses = 0; presses < 6; presses += 1) {
          await page.keyboard.press(key);
          const { name, inDialog, missing } = await focus();
          // Past the last control, the focus is the browser's own; the page behind never has it.
          expect({ name, isKept: (inDialog && missing === '') || missing === nowhere }).toEqual({ name, isKept: true });
        }
      await page.keyboard.press('Escape');
      await expect.poll(nameOfFocused).toBe(button);
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await focus()).inDialog).toBe(true);
    },

    /** Opens the portal at this address and signs in as this person. */
    signInAt: async (address: string, person: string): Promise<void> => {
      await page.goto(address);
      await page.getByRole('button', { name: '登录' }).waitFor();
      await activate('登录');
      await page.getByRole('button', { name: person }).waitFor();
      await activate(person);
      await page.getByRole('button', { name: '退出登录' }).waitFor();
    },
  };
}
