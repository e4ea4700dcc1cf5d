import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** More than any page has controls. */
const maxPresses = 150;

const focusedName = `(() => {
  const focused = document.activeElement;
  const label = focused?.labels?.[0]?.textContent ?? focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
  return label.trim();
})()`;

/** What a person who uses the keyboard alone does; `tabTo` fails for what the tab key does not reach. */
export function keyboardOf(page: Page) {
  const nameOfFocused = (): Promise<string> => page.evaluate<string>(focusedName);
  const tabTo = async (name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < maxPresses && !(await nameOfFocused()).startsWith(name); presses += 1)
      await page.keyboard.press(key);
    expect(await nameOfFocused()).toContain(name);
  };
  return {
    nameOfFocused,
    tabTo,
    press: (key: string) => page.keyboard.press(key),
    type: async (name: string, text: string): Promise<void> => {
      await tabTo(name);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    activate: async (name: string): Promise<void> => {
      await tabTo(name);
      await page.keyboard.press('Enter');
    },
  };
}
