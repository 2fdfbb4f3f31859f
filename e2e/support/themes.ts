import { expect, type Locator } from '@playwright/test';
import { decode } from 'fast-png';
import type { Desk } from './desk.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Chooses a theme as the settings do, which Electron then has the page know. */
export async function chooseTheme(desk: Desk, theme: Theme): Promise<void> {
  await desk.page.evaluate((to) => window.rigyd.changeSettings({ theme: to }), theme);
  const isDark = (): Promise<boolean> =>
    desk.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(theme === 'dark');
}

/** What a person sees of a picture. */
interface Seen {
  /** How light the ground is, by what is along its left and right side: from 0 to 1. */
  lightness: number;
  /** How much of the left and of the right half stands out from the ground, from 0 to 1. */
  halves: [left: number, right: number];
}

/** How far a colour that stands out is from that of the ground, at least: black and white are 441 apart. */
const distance = 60;

async function seenOf(picture: Locator): Promise<Seen> {
  const { data, channels, width, height } = decode(await picture.screenshot());
  const at = (x: number, y: number, channel: number): number =>
    data[(y * width + x) * channels + channel] ?? 0;
  const inset = Math.round(width / 50);
  const ground = [0, 1, 2].map((channel) => {
    const sides = Array.from({ length: height }, (_none, y) =>
      [inset, width - 1 - inset].map((x) => at(x, y, channel)),
    );
    return sides.flat().toSorted((a, b) => a - b)[height] ?? 0;
  });
  const halves: Seen['halves'] = [0, 0];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const off = ground.map((value, channel) => value - at(x, y, channel));
      if (Math.hypot(...off) > distance) halves[2 * x < width ? 0 : 1] += 2 / (width * height);
    }
  return { lightness: Math.max(...ground) / 255, halves };
}

/**
 * Expects a ground of the theme, and that so much of each half of the picture stands out from it, once it is at rest.
 *
 * @param shares from 0 to 1 @param bare what stands out anyway: the grid and what lies over the picture
 * @returns how much of each half does
 */
export async function expectSeen(
  picture: Locator,
  theme: Theme,
  shares: { least: number; most: number },
  bare: Seen['halves'] = [0, 0],
): Promise<Seen['halves']> {
  let seen = bare;
  await expect(async () => {
    const { lightness, halves } = await seenOf(picture);
    const before = seen;
    seen = halves;
    if (theme === 'light') expect(lightness).toBeGreaterThan(0.9);
    else expect(lightness).toBeLessThan(0.35);
    for (const [half, share] of halves.entries()) {
      expect(share - (bare[half] ?? 0)).toBeGreaterThanOrEqual(shares.least);
      expect(share - (bare[half] ?? 0)).toBeLessThanOrEqual(shares.most);
    }
    // What was drawn coarsely is drawn once more when it has come to rest.
    expect(halves).toEqual(before);
  }).toPass({ intervals: [100], timeout: 20_000 });
  return seen;
}
